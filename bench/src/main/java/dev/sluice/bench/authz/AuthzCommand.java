package dev.sluice.bench.authz;

import dev.sluice.bench.Peers;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what the authorization of a request costs. */
@Command(
    name = "authz",
    description = "Authorization checks, directly and through Envoy, beside other servers.",
    mixinStandardHelpOptions = true)
public final class AuthzCommand implements Callable<Integer> {

  @Option(
      names = "--shape",
      split = ",",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Shape> shapes = List.of(Shape.values());

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each server has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "How long a turn is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--run-in",
      defaultValue = "30",
      description =
          "Seconds of the same traffic at most until a JVM has settled (default: ${DEFAULT-VALUE}).")
  private int runIn;

  @Option(
      names = "--tokens",
      defaultValue = "20000",
      description = "New tokens of each algorithm in a round (default: ${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--peers",
      defaultValue = "auto",
      description = "Other servers in Java, and in Go where it is there: auto, or off.")
  private Peers peers = Peers.auto;

  @Option(
      names = "--extauthz-java",
      split = " ",
      description = "Options for the JVM of extauthz-server, which win over the usual ones.")
  private List<String> extauthzJava = List.of();

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    AuthzOptions options = options();
    var report = new ComparisonReport(result.readable());
    try {
      new AuthzBench(options, report).run();
    } catch (ProcessFailedException e) {
      report.broke(String.valueOf(e.getMessage()));
    }
    result.print(report::json);
    return report.passed() ? 0 : 1;
  }

  private AuthzOptions options() {
    try {
      return new AuthzOptions(
          shapes,
          rounds,
          Duration.ofSeconds(seconds),
          Duration.ofSeconds(runIn),
          tokens,
          peers == Peers.auto,
          extauthzJava);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
