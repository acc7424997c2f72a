package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.audit.postgres.AuditExport;
import dev.sluice.common.audit.postgres.AuditExport.ExportFilter;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.ctl.database.AuditDatabaseReader;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that exports audit rows as JSON lines or CSV. */
@Command(
    name = "export",
    description = {
      "Writes audited rows, oldest first, as JSON lines or CSV.",
      "Exit codes: 0 all were written, 2 misused, 3 what is to be read cannot be."
    },
    mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
  /** The kinds of rows. */
  enum RowKind {
    EXCHANGES,
    DECISIONS
  }

  /** The output formats. */
  enum ExportFormat {
    JSONL,
    CSV
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--database",
      required = true,
      paramLabel = "URL",
      description = "postgresql://… or jdbc:postgresql:…, as sluice_api; password in PGPASSWORD.")
  private String database = "";

  @Option(
      names = "--rows",
      defaultValue = "exchanges",
      description = "exchanges or decisions (default: ${DEFAULT-VALUE}).")
  private RowKind rows = RowKind.EXCHANGES;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "jsonl",
      description = "jsonl or csv (default: ${DEFAULT-VALUE}).")
  private ExportFormat format = ExportFormat.JSONL;

  @Option(names = "--from", paramLabel = "TIME", description = "The first, 2026-01-31T00:00:00Z.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "The moment behind the last.")
  private @Nullable Instant to;

  @Option(names = "--tenant", description = "Rows of one tenant.")
  private @Nullable String tenant;

  @Option(names = "--user", description = "Rows of one user.")
  private @Nullable String user;

  @Option(names = "--status", description = "Exchanges that ended with this status.")
  private @Nullable Integer status;

  @Option(names = "--error", description = "Rows with this error code.")
  private @Nullable String error;

  @Option(names = "--limit", description = "At most so many rows.")
  private @Nullable Long limit;

  @Override
  public Integer call() {
    CommandSpec command = requireNonNull(spec);
    if (rows == RowKind.DECISIONS && status != null) {
      throw new ParameterException(command.commandLine(), "Decisions have no --status.");
    }
    PrintWriter out = command.commandLine().getOut();
    try (Connection connection = AuditDatabaseReader.open(database, System.getenv())) {
      write(connection, out);
      return 0;
    } catch (SQLException e) {
      command.commandLine().getErr().println(AuditDatabaseReader.errorMessage(e));
    } catch (IllegalArgumentException e) {
      command.commandLine().getErr().println("--database " + e.getMessage());
      return 2;
    } finally {
      out.flush();
    }
    return 3;
  }

  private void write(Connection connection, PrintWriter out) throws SQLException {
    AuditExport export =
        new AuditExport(
            switch (rows) {
              case EXCHANGES -> AuditTable.AUDIT_EVENTS;
              case DECISIONS -> AuditTable.DECISION_EVENTS;
            });
    switch (format) {
      case JSONL -> export.read(connection, filter(), true, row -> out.println(row.getFirst()));
      case CSV -> {
        out.print(CsvFormat.line(export.columns()));
        export.read(connection, filter(), false, row -> out.print(CsvFormat.line(row)));
      }
    }
  }

  private ExportFilter filter() {
    return new ExportFilter(
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Optional.ofNullable(tenant),
        Optional.ofNullable(user),
        status == null ? OptionalInt.empty() : OptionalInt.of(status),
        Optional.ofNullable(error),
        limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
  }
}
