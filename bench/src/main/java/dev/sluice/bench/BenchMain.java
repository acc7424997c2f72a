package dev.sluice.bench;

import dev.sluice.bench.xds.XdsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ./sluice bench}; without a name it lists what can be measured. */
@Command(
    name = "bench",
    description = "Measures Sluice.",
    mixinStandardHelpOptions = true,
    subcommands = {ChangesCommand.class, KillsCommand.class, XdsCommand.class})
public final class BenchMain implements Runnable {

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
