package dev.sluice.controller.store.report;

import dev.sluice.controller.store.Database;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import tools.jackson.databind.json.JsonMapper;

/** A repository of the requests that count for quotas; a repeated batch changes nothing. */
public final class QuotaCountRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public QuotaCountRepository(Database database) {
    this.database = database;
  }

  /**
   * A batch of counts of one writer.
   *
   * @param seq the number of the batch; 0 for a report without counts
   * @param asked keys whose totals are read besides those of the counts
   */
  public record QuotaBatchRow(
      UUID writer, String node, long seq, List<QuotaCountRow> counts, List<QuotaCountRow> asked) {
    public QuotaBatchRow {
      counts = List.copyOf(counts);
      asked = List.copyOf(asked);
    }
  }

  /**
   * A result of a batch.
   *
   * @param unknown the counts of credentials that have no row
   * @param raised the events that were added
   */
  public record QuotaResultRow(
      String result, long throughSeq, int unknown, int raised, List<QuotaTotalRow> totals) {
    public QuotaResultRow {
      totals = List.copyOf(totals);
    }
  }

  /** Counts a batch, unless it is counted already, and returns the totals after it. */
  public QuotaResultRow save(QuotaBatchRow batch) {
    return database.writeReturning(
        "counting for quotas",
        db -> {
          if (batch.seq() == 0) {
            return new QuotaResultRow("asked", 0, 0, 0, totals(db, batch.asked()));
          }
          Record row =
              db.fetchSingle(
                  "select result, through_seq, unknown, raised"
                      + " from apply_quota(?, ?, ?, ?::jsonb)",
                  batch.writer(),
                  batch.node(),
                  batch.seq(),
                  JSON.writeValueAsString(batch.counts()));
          List<QuotaCountRow> keys = new ArrayList<>(batch.counts());
          keys.addAll(batch.asked());
          return new QuotaResultRow(
              row.get(0, String.class),
              row.get(1, Long.class),
              row.get(2, Integer.class),
              row.get(3, Integer.class),
              totals(db, keys));
        });
  }

  /** Deletes the counts of the months before the last one, and old events. */
  public void purge(LocalDate today) {
    database.write(
        "deleting old quota counts",
        db -> db.execute("select purge_quotas(?::date)", today.toString()));
  }

  private static List<QuotaTotalRow> totals(DSLContext db, List<QuotaCountRow> keys) {
    return db.fetch(
            "select subscription::text, credential::text, day, on_day, in_month"
                + " from quota_totals(?::jsonb)",
            JSON.writeValueAsString(keys))
        .map(row ->
            new QuotaTotalRow(
                row.get(0, String.class),
                Optional.ofNullable(row.get(1, String.class)),
                row.get(2, LocalDate.class),
                row.get(3, Long.class),
                row.get(4, Long.class)));
  }
}
