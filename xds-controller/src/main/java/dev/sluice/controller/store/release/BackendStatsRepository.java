package dev.sluice.controller.store.release;

import dev.sluice.controller.release.BackendFigures;
import dev.sluice.controller.store.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import tools.jackson.databind.json.JsonMapper;

/** A repository of the exchanges with backends of open releases. */
public final class BackendStatsRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public BackendStatsRepository(Database database) {
    this.database = database;
  }

  /** A total of the exchanges with a backend that ended in one second. */
  public record BackendStatsRow(
      UUID backend, long second, long requests, long errors, List<Long> latencies) {
    public BackendStatsRow {
      latencies = List.copyOf(latencies);
    }
  }

  /** Writes the totals of a process; returns the backends to observe. */
  public List<UUID> save(UUID writer, List<BackendStatsRow> totals) {
    return database.writeReturning(
        "writing totals of backends",
        db ->
            db.fetch(
                    "select * from apply_backend_stats(?, ?::jsonb)",
                    writer,
                    JSON.writeValueAsString(totals))
                .map(row -> row.get(0, UUID.class)));
  }

  /** Deletes totals that no guard needs any more. */
  public void prune(Instant before) {
    database.write(
        "deleting old totals of backends",
        db -> db.execute("delete from backend_stats where at < ?::timestamptz", time(before)));
  }

  /** Returns the figures of a backend since a time. */
  static BackendFigures figures(DSLContext db, UUID backend, Instant since) {
    Record sums =
        db.fetchSingle(
            "select coalesce(sum(requests), 0), coalesce(sum(errors), 0)"
                + " from backend_stats where backend_id = ? and at >= ?::timestamptz",
            backend,
            time(since));
    List<Long> latencies = new ArrayList<>();
    db.fetch(
            "select sum(l.requests) from backend_stats b, unnest(b.latencies)"
                + " with ordinality l(requests, class)"
                + " where b.backend_id = ? and b.at >= ?::timestamptz group by l.class order by l.class",
            backend,
            time(since))
        .forEach(row -> latencies.add(row.get(0, Long.class)));
    return BackendFigures.of(sums.get(0, Long.class), sums.get(1, Long.class), latencies);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
