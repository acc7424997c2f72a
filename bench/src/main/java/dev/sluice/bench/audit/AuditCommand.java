package dev.sluice.bench.audit;

import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints what keeping records costs, and what of them survives. */
@Command(
    name = "audit",
    description = "What keeping records costs, and what of them survives kills and full disks.",
    mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

  @Option(
      names = "--shape",
      split = ",",
      description = "Try these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Shape> shapes = List.of(Shape.values());

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

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each way has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long a turn is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rows",
      defaultValue = "50000",
      description = "How many records are drained into PostgreSQL (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--outage",
      defaultValue = "10m",
      converter = Time.class,
      description = "How long PostgreSQL stays away: 30s, 10m (default: ${DEFAULT-VALUE}).")
  private Duration outage = Duration.ZERO;

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    AuditOptions options = options();
    var report = new ComparisonReport(result.readable());
    try {
      new AuditBench(options, report).run();
    } catch (ProcessFailedException e) {
      report.broke(String.valueOf(e.getMessage()));
    }
    result.print(report::json);
    return report.passed() ? 0 : 1;
  }

  private AuditOptions options() {
    try {
      return new AuditOptions(
          shapes,
          kills,
          databaseKills,
          decisions,
          rounds,
          Duration.ofSeconds(seconds),
          rows,
          outage);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads {@code 30s} and {@code 10m}. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      } catch (java.time.format.DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is no time such as 30s or 10m");
      }
    }
  }
}
