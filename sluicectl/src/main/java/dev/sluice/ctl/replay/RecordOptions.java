package dev.sluice.ctl.replay;

import dev.sluice.common.audit.postgres.AuditExport;
import dev.sluice.common.audit.postgres.AuditExport.ExportFilter;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.ctl.database.AuditDatabaseReader;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The options that select recorded rows. */
public final class RecordOptions {
  private static final int UNREADABLE = 3;
  private static final long PROGRESS_STEP = 100_000;
  private static final String STDIN = "-";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Records as JSON lines, from audit export or a server's output; - is stdin.")
  private List<String> files = List.of();

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "postgresql://… or jdbc:postgresql:…, as sluice_api; password in PGPASSWORD.")
  private @Nullable String database;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Rows of the last N days of the database.")
  private @Nullable Integer days;

  @Option(names = "--from", paramLabel = "TIME", description = "The first, 2026-01-31T00:00:00Z.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "The moment behind the last.")
  private @Nullable Instant to;

  @Option(names = "--tenant", description = "Rows about callers of one tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "5",
      description = "The most requests to name for each kind of change (default: 5).")
  private int samples = 5;

  /**
   * Judges the selected records.
   *
   * @param judge returns a new judge for a part of the records
   * @throws CommandFailure if no decision can be read
   */
  public ReplayCounts judge(Supplier<RecordJudge> judge, CommandLine command) {
    try (ReplayRun run = new ReplayRun(judge, samples, read -> showProgress(read, command))) {
      read(AuditTable.DECISION_EVENTS, run::add, command);
      ReplayCounts counts = run.finish();
      if (counts.decisions() == 0) {
        throw new CommandFailure(
            UNREADABLE,
            List.of(
                "there is no such decision; servers record decisions with audit.decisions: true"));
      }
      return counts;
    }
  }

  /** Gives each selected row, as JSON, to {@code rows}. */
  public void read(AuditTable table, Consumer<String> rows, CommandLine command) {
    checkOptions(command);
    if (database == null) {
      files.forEach(file -> readFile(file, rows));
    } else {
      readDatabase(database, table, rows, command);
    }
  }

  /** Returns the most requests to name for each kind of change. */
  public int samples() {
    return samples;
  }

  private void checkOptions(CommandLine command) {
    boolean selects = days != null || from != null || to != null || tenant != null;
    String fault = "";
    if (files.isEmpty() == (database == null)) {
      fault = "Name either files or --database.";
    } else if (database == null && selects) {
      fault = "--days, --from, --to and --tenant need --database.";
    } else if (days != null && from != null) {
      fault = "Name either --days or --from.";
    } else if (samples < 0) {
      fault = "--samples must not be negative.";
    }
    if (!fault.isEmpty()) {
      throw new ParameterException(command, fault);
    }
  }

  private static void readFile(String file, Consumer<String> rows) {
    try (BufferedReader reader =
        file.equals(STDIN)
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(file))) {
      reader.lines().filter(line -> !line.isBlank()).forEach(rows);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(UNREADABLE, List.of(file + " cannot be read"));
    }
  }

  private void readDatabase(
      String url, AuditTable table, Consumer<String> rows, CommandLine command) {
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
      new AuditExport(table)
          .read(
              connection, filter, true, row -> rows.accept(Objects.requireNonNull(row.getFirst())));
    } catch (SQLException e) {
      throw new CommandFailure(UNREADABLE, List.of(AuditDatabaseReader.errorMessage(e)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--database " + e.getMessage());
    }
  }

  private static void showProgress(long read, CommandLine command) {
    if (read % PROGRESS_STEP == 0) {
      PrintWriter err = command.getErr();
      err.printf("%,d records%n", read);
      err.flush();
    }
  }
}
