package dev.sluice.bench.frame;

import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A subcommand of {@code ./sluice bench} that fills a report and prints it. */
public abstract class BenchCommand implements Callable<Integer> {

  /** The measurement of other programs: those that can run here, or none. */
  enum PeerMode {
    auto,
    off
  }

  @Option(
      names = "--peers",
      defaultValue = "auto",
      description = "Measure other programs too: auto (those that can run here), or off.")
  private PeerMode peers = PeerMode.auto;

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Measures, and adds the figures to the report. */
  protected abstract void measure(BenchReport report) throws Exception;

  protected final boolean withPeers() {
    return peers == PeerMode.auto;
  }

  /** Rejects the options unless the condition holds. */
  protected final void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  protected final void requireValid(RoundOptions options) {
    require(options.isValid(), "--rounds must be 1 or more, --seconds above 0, --run-in 0 or more");
  }

  @Override
  public Integer call() throws Exception {
    var report = new BenchReport(result.readable());
    try {
      measure(report);
    } catch (ProcessFailedException e) {
      report.fail(String.valueOf(e.getMessage()));
    }
    result.print(report::json);
    return report.passed() ? 0 : 1;
  }
}
