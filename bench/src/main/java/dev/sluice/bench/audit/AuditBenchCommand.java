package dev.sluice.bench.audit;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchGoal;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.RoundOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench audit}, which also counts the records that survive failures. */
@Command(
    name = "audit",
    description = "What keeping records costs, and what of them survives kills and full disks.",
    mixinStandardHelpOptions = true)
public final class AuditBenchCommand extends BenchCommand {

  /** A scenario of the command. */
  enum AuditShape {
    KILLS,
    COST,
    OUTAGE,
    DISKFULL
  }

  @Option(
      names = "--shape",
      split = ",",
      description = "Try these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<AuditShape> shapes = List.of(AuditShape.values());

  @Option(
      names = "--kills",
      defaultValue = "100",
      description = "How often a policy server is killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--database-kills",
      defaultValue = "20",
      description = "How often PostgreSQL is killed (default: ${DEFAULT-VALUE}).")
  private int databaseKills;

  @Option(
      names = "--decisions",
      defaultValue = "1000000",
      description = "How many are answered meanwhile, at least (default: ${DEFAULT-VALUE}).")
  private int decisions;

  @Mixin private RoundOptions rounds = new RoundOptions(5, 5, 30);

  @Option(
      names = "--outage",
      defaultValue = "600",
      description = "How many seconds PostgreSQL stays away (default: ${DEFAULT-VALUE}).")
  private int outage;

  @Override
  protected void measure(BenchReport report) throws IOException {
    requireValid(rounds);
    require(
        kills >= 0 && databaseKills >= 0 && decisions >= 1,
        "--kills and --database-kills must be 0 or more, --decisions 1 or more");
    require(outage >= 1, "--outage must be 1 or more");
    if (shapes.contains(AuditShape.KILLS) || shapes.contains(AuditShape.COST)) {
      measureServers(report);
    }
    if (shapes.contains(AuditShape.OUTAGE)) {
      new OutageScenario(report, Duration.ofSeconds(outage)).run();
    }
    if (shapes.contains(AuditShape.DISKFULL)) {
      new DiskFullScenario(report).run();
    }
    report.judge(BenchGoal.read(AuditBenchCommand.class));
  }

  private void measureServers(BenchReport report) throws IOException {
    try (RecordStack stack = RecordStack.start(report::progress)) {
      if (shapes.contains(AuditShape.COST)) {
        new CostScenario(report, stack, rounds).run();
      }
      if (shapes.contains(AuditShape.KILLS)) {
        new KillScenario(report, stack, kills, databaseKills, decisions).run();
      }
    }
  }
}
