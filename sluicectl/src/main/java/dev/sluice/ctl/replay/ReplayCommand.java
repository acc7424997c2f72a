package dev.sluice.ctl.replay;

import dev.sluice.common.audit.postgres.AuditExport;
import dev.sluice.common.audit.postgres.AuditExport.ExportFilter;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.ctl.database.AuditDatabaseReader;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.OutputOption;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.replay.DecisionChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that makes recorded decisions again with another access policy. */
@Command(
    name = "replay",
    description = {
      "Makes recorded decisions again with another access policy, and prints what differs.",
      "Exit codes: 0 nothing that --fail-on names; 1 a new denial or allowance; 2 misused;"
          + " 3 the records cannot be read; 4 the policy is not valid."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  private static final int UNREADABLE = 3;
  private static final long PROGRESS_STEP = 100_000;
  private static final String STDIN = "-";

  /** The changes that make the command fail. */
  enum FailOn {
    ANY,
    DENIALS,
    ALLOWANCES,
    NONE
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Records as JSON lines, from audit export or a server's output; - is stdin.")
  private List<String> files = List.of();

  @Option(
      names = "--policy",
      paramLabel = "PATH",
      defaultValue = "policies/authz.yaml",
      description = "The access policy, or a folder with it (default: ${DEFAULT-VALUE}).")
  private Path policy = Path.of("policies/authz.yaml");

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "postgresql://… or jdbc:postgresql:…, as sluice_api; password in PGPASSWORD.")
  private @Nullable String database;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Decisions of the last N days of the database.")
  private @Nullable Integer days;

  @Option(names = "--from", paramLabel = "TIME", description = "The first, 2026-01-31T00:00:00Z.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "The moment behind the last.")
  private @Nullable Instant to;

  @Option(names = "--tenant", description = "Decisions about callers of one tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--fail-on",
      defaultValue = "any",
      description = "any, denials, allowances or none (default: ${DEFAULT-VALUE}).")
  private FailOn failOn = FailOn.ANY;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "5",
      description = "The most requests to name for each kind of change (default: 5).")
  private int samples = 5;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    checkOptions();
    AuthzPolicy loaded = ReplayedPolicy.load(policy);
    long start = System.nanoTime();
    try (ReplayRun run = new ReplayRun(loaded, samples, this::showProgress)) {
      if (database == null) {
        files.forEach(file -> readFile(file, run));
      } else {
        readDatabase(database, run);
      }
      ReplayCounts counts = run.finish();
      var report =
          new ReplayReport(loaded.id(), counts, Duration.ofNanos(System.nanoTime() - start));
      output.print(spec().commandLine().getOut(), report::lines, report::json);
      if (counts.decisions() == 0) {
        throw new CommandFailure(UNREADABLE, List.of("there is no decision to make again"));
      }
      return fails(counts) ? 1 : 0;
    }
  }

  private void checkOptions() {
    if (files.isEmpty() == (database == null)) {
      throw misused("Name either files or --database.");
    }
    boolean selects = days != null || from != null || to != null || tenant != null;
    if (database == null && selects) {
      throw misused("--days, --from, --to and --tenant need --database.");
    }
    if (days != null && from != null) {
      throw misused("Name either --days or --from.");
    }
    if (samples < 0) {
      throw misused("--samples must not be negative.");
    }
  }

  private boolean fails(ReplayCounts counts) {
    long denials = counts.of(DecisionChange.ALLOW_TO_DENY);
    long allowances = counts.of(DecisionChange.DENY_TO_ALLOW);
    return switch (failOn) {
      case ANY -> denials + allowances > 0;
      case DENIALS -> denials > 0;
      case ALLOWANCES -> allowances > 0;
      case NONE -> false;
    };
  }

  private static void readFile(String file, ReplayRun run) {
    try (BufferedReader reader =
        file.equals(STDIN)
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(file))) {
      reader.lines().filter(line -> !line.isBlank()).forEach(run::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new CommandFailure(UNREADABLE, List.of(file + " cannot be read"));
    }
  }

  private void readDatabase(String url, ReplayRun run) {
    Optional<Instant> first =
        days == null
            ? Optional.ofNullable(from)
            : Optional.of(Instant.now().minus(Duration.ofDays(days)));
    var filter =
        new ExportFilter(
            first,
            Optional.ofNullable(to),
            Optional.ofNullable(tenant),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalLong.empty());
    try (Connection connection = AuditDatabaseReader.open(url, System.getenv())) {
      new AuditExport(AuditTable.DECISION_EVENTS)
          .read(
              connection,
              filter,
              true,
              row -> run.add(Objects.requireNonNull(row.getFirst())));
    } catch (SQLException e) {
      throw new CommandFailure(UNREADABLE, List.of(AuditDatabaseReader.errorMessage(e)));
    } catch (IllegalArgumentException e) {
      throw misused("--database " + e.getMessage());
    }
  }

  private void showProgress(long read) {
    if (read % PROGRESS_STEP == 0) {
      PrintWriter err = spec().commandLine().getErr();
      err.printf("%,d records%n", read);
      err.flush();
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
