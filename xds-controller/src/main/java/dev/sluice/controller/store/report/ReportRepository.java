package dev.sluice.controller.store.report;

import dev.sluice.controller.store.Database;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import tools.jackson.databind.json.JsonMapper;

/** A repository of the reports of policy servers; a repeated report changes nothing. */
public final class ReportRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public ReportRepository(Database database) {
    this.database = database;
  }

  /** A result of a usage report, as the database returns it. */
  public record UsageResultRow(String result, long throughSeq, int unknown, long missing) {}

  /**
   * Adds the usage that {@code node} reports for the records of {@code writer}, unless it is
   * already counted.
   */
  public UsageResultRow save(
      UUID writer, String node, long firstSeq, long lastSeq, List<UsageRow> usage) {
    return database.writeReturning(
        "counting usage",
        db -> {
          Record row =
              db.fetchSingle(
                  "select result, through_seq, unknown, missing"
                      + " from apply_usage(?, ?, ?, ?, ?::jsonb)",
                  writer,
                  node,
                  firstSeq,
                  lastSeq,
                  JSON.writeValueAsString(usage));
          return new UsageResultRow(
              row.get(0, String.class),
              row.get(1, Long.class),
              row.get(2, Integer.class),
              row.get(3, Long.class));
        });
  }

  /** Writes the policies that {@code node} uses and those that it rejected. */
  public void save(String node, List<PolicyFileRow> policies) {
    database.write(
        "writing policies in force",
        db ->
            db.execute(
                "select apply_policies(?, ?::jsonb)", node, JSON.writeValueAsString(policies)));
  }
}
