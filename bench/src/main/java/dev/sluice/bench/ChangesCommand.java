package dev.sluice.bench;

import dev.sluice.e2e.client.ChatBackendSwitch;
import dev.sluice.e2e.stack.SluiceStack;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints p50 and p99 of COMMIT to new behaviour. */
@Command(
    name = "changes",
    description = "COMMIT of a route's weight to the new behaviour in an HTTP answer.",
    mixinStandardHelpOptions = true)
final class ChangesCommand implements Callable<Integer> {
  private static final int WARM_UP = 20;

  @Parameters(defaultValue = "200", description = "How many changes (default: 200).")
  private int changes;

  @Override
  public Integer call() throws Exception {
    try (SluiceStack stack = Environments.start()) {
      ChatBackendSwitch split = new ChatBackendSwitch(stack.database(), Environments.viewer(stack));
      ChangeLatency.measure(split, WARM_UP);
      ChangeLatency measured = ChangeLatency.measure(split, changes);
      System.out.printf(
          "COMMIT to new behaviour over %d changes: p50 %s ms, p99 %s ms, max %s ms%n",
          changes,
          millis(measured.percentile(0.5)),
          millis(measured.percentile(0.99)),
          millis(measured.percentile(1)));
    }
    return 0;
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
  }
}
