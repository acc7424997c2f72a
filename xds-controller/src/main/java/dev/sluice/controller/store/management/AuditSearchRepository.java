package dev.sluice.controller.store.management;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A repository of what happened: changes through the API, and requests to Envoy. */
public final class AuditSearchRepository {
  private final ManagementTransaction rows;

  public AuditSearchRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** A range of time, the start included. */
  public record TimeRange(Instant from, Instant to) {}

  /** The place of the last entry of the part before, which is newer than all that follow. */
  public record LastEntry(long position, String id) {}

  /**
   * Returns changes, the newest first.
   *
   * @param equal the wanted values by column; names are not from callers
   */
  public List<ObjectNode> changes(
      Map<String, String> equal, TimeRange range, Optional<LastEntry> after, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(range.from().toString());
    values.add(range.to().toString());
    values.add(after.map(LastEntry::position).orElse(Long.MAX_VALUE));
    String conditions = conditions(equal, values);
    values.add(limit + 1);
    return rows.rows(
        "select * from api_change_events where at >= ?::timestamptz and at < ?::timestamptz"
            + " and id < ?"
            + conditions
            + " order by id desc limit ?",
        values.toArray());
  }

  /** Returns requests, the newest first. */
  public List<ObjectNode> requests(
      Map<String, String> equal, TimeRange range, Optional<LastEntry> after, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(range.from().toEpochMilli());
    values.add(range.to().toEpochMilli());
    values.add(after.map(LastEntry::position).orElse(Long.MAX_VALUE));
    values.add(after.map(LastEntry::id).orElse("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    String conditions = conditions(equal, values);
    values.add(limit + 1);
    return rows.rows(
        "select * from api_audit where ts_ms >= ? and ts_ms < ? and (ts_ms, id) < (?, ?::uuid)"
            + conditions
            + " order by ts_ms desc, id desc limit ?",
        values.toArray());
  }

  private static String conditions(Map<String, String> equal, List<Object> values) {
    StringBuilder sql = new StringBuilder();
    equal.forEach((column, value) -> {
      // As text, so that a value of another type finds nothing.
      sql.append(" and ").append(column);
      sql.append(column.equals("status_code") ? " = ?::int" : " = ?");
      values.add(value);
    });
    return sql.toString();
  }
}
