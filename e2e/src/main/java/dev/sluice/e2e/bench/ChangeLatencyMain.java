package dev.sluice.e2e.bench;

import dev.sluice.e2e.client.ChatSplit;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Prints p50 and p99 of COMMIT to new behaviour over two hundred changes, or as many as asked. */
public final class ChangeLatencyMain {
  private static final int WARM_UP = 20;

  private ChangeLatencyMain() {}

  public static void main(String[] arguments) throws IOException {
    int changes = arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]);
    Path home = Files.createTempDirectory("sluice-latency");
    try (Stack stack = new Stack(StackSettings.of(home, home.resolve("logs"), Ports.free()))) {
      stack.start(Progress.SILENT);
      GatewayClient gateway =
          new GatewayClient(stack.ports().http(Port.GATEWAY))
              .bearer(stack.issuer().token("viewer"));
      ChatSplit split = new ChatSplit(stack.database(), gateway);
      ChangeLatency.measure(split, WARM_UP);
      ChangeLatency measured = ChangeLatency.measure(split, changes);
      System.out.printf(
          Locale.ROOT,
          "COMMIT to new behaviour over %d changes: p50 %s ms, p99 %s ms, max %s ms%n",
          changes,
          millis(measured.percentile(0.5)),
          millis(measured.percentile(0.99)),
          millis(measured.percentile(1)));
    }
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
  }
}
