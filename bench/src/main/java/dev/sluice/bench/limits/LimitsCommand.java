package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchGoal;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.load.EventLoop;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench limits}. */
@Command(
    name = "limits",
    description =
        "How exact rate limits are over replicas, what they cost in process and with Redis, and what callers see while Redis is away.",
    mixinStandardHelpOptions = true)
public final class LimitsCommand extends BenchCommand {
  @Mixin private RoundOptions rounds = new RoundOptions(5, 2, 30);

  @Option(
      names = "--callers",
      description = "How many callers have their memory measured (default: ${DEFAULT-VALUE}).")
  private int callers = 1_000_000;

  @Override
  protected void measure(BenchReport report) throws IOException {
    requireValid(rounds);
    require(callers >= ManyCallers.BATCH, "--callers must be " + ManyCallers.BATCH + " or more");
    var issuer = new BenchIssuer(IssuerAlgorithm.RS256);
    new LimitAccuracy(issuer, report, rounds.warmUp()).run();
    new RedisOutage(issuer, report, rounds.warmUp()).run();
    try (var loop = new EventLoop()) {
      new ManyCallers(loop, report, callers).run();
    }
    try (var loop = new EventLoop();
        var servers = LimitServers.start(report)) {
      new LimitScenarios(servers, loop, report, rounds).run();
      report.judge(BenchGoal.read(LimitsCommand.class));
    }
  }
}
