package dev.sluice.bench.authz;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchGoal;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.load.EventLoop;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the authorization of requests. */
@Command(
    name = "authz",
    description = "Authorization checks, directly and through Envoy, beside other servers.",
    mixinStandardHelpOptions = true)
public final class AuthzCommand extends BenchCommand {

  @Option(
      names = "--shape",
      split = ",",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<AuthzScenarios.CheckShape> shapes = List.of(AuthzScenarios.CheckShape.values());

  @Mixin private RoundOptions rounds = new RoundOptions(5, 2, 30);

  @Option(
      names = "--tokens",
      defaultValue = "20000",
      description = "New tokens of each algorithm in a round (default: ${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--extauthz-java",
      split = " ",
      description = "Options for the JVM of extauthz-server, which override the usual ones.")
  private List<String> extauthzJava = List.of();

  @Override
  protected void measure(BenchReport report) throws IOException {
    requireValid(rounds);
    require(tokens >= 2, "--tokens must be 2 or more");
    try (var loop = new EventLoop();
        var servers = AuthzServers.start(report, withPeers(), extauthzJava)) {
      var scenarios = new AuthzScenarios(servers, loop, report, rounds, tokens);
      scenarios.warmUp();
      shapes.stream().sorted().distinct().forEach(scenarios::run);
      report.judge(BenchGoal.read(AuthzCommand.class));
    }
  }
}
