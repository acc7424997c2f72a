package dev.sluice.bench.extproc;

import dev.sluice.bench.Peers;
import dev.sluice.bench.load.PacedLoad.Begin;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import dev.sluice.quality.corpus.Corpus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what the inspection of bodies costs through a real Envoy. */
@Command(
    name = "extproc",
    description = "Chats, large bodies and event streams through Envoy, beside no-op servers.",
    mixinStandardHelpOptions = true)
public final class ExtProcCommand implements Callable<Integer> {

  @Option(
      names = "--scenario",
      split = ",",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Scenario> scenarios = List.of(Scenario.values());

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each variant has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long a turn is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--run-in",
      defaultValue = "60",
      description =
          "Seconds of the same traffic at most until a JVM has settled (default: ${DEFAULT-VALUE}).")
  private int runIn;

  @Option(
      names = "--peers",
      defaultValue = "auto",
      description = "No-op servers in Java, and in Go where it is there: auto, or off.")
  private Peers peers = Peers.auto;

  @Option(
      names = "--begin",
      defaultValue = "APART",
      description =
          "Streams begin one after the other over the length of a stream, or all within 5 ms:"
              + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Begin begin = Begin.APART;

  @Option(
      names = "--no-audit",
      description = "Leave the access log, and so the audit records, out of Sluice's listener.")
  private boolean noAudit;

  @Option(
      names = "--seed",
      defaultValue = "" + Corpus.DEFAULT_SEED,
      description = "Makes other texts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--extproc-java",
      split = " ",
      description = "Options for the JVM of extproc-dlp-server, which win over the usual ones.")
  private List<String> extprocJava = List.of();

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ExtProcOptions options = options();
    var report = new ComparisonReport(result.readable());
    try {
      new ExtProcBench(options, report).run();
    } catch (ProcessFailedException e) {
      report.broke(String.valueOf(e.getMessage()));
    }
    result.print(report::json);
    return report.passed() ? 0 : 1;
  }

  private ExtProcOptions options() {
    try {
      return new ExtProcOptions(
          scenarios,
          rounds,
          Duration.ofSeconds(seconds),
          Duration.ofSeconds(runIn),
          peers == Peers.auto,
          begin,
          !noAudit,
          seed,
          extprocJava);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
