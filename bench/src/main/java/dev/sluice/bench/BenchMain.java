package dev.sluice.bench;

import dev.sluice.e2e.bench.ChangeLatencyMain;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ./sluice bench}; without a name it lists what can be measured. */
@Command(name = "bench", description = "Measures Sluice.", mixinStandardHelpOptions = true)
public final class BenchMain implements Runnable {

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  @Command(
      name = "changes",
      description = "COMMIT of a route's weight to the new behaviour in an HTTP answer.",
      mixinStandardHelpOptions = true)
  void changes(
      @Parameters(defaultValue = "200", description = "How many changes (default: 200).")
          int changes)
      throws IOException {
    ChangeLatencyMain.main(new String[] {String.valueOf(changes)});
  }
}
