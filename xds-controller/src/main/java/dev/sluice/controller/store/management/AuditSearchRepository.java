package dev.sluice.controller.store.management;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

  /**
   * Returns the newest requests with an id, joined with their decisions.
   *
   * @param id the correlation id of a request, or the id of its row
   */
  public List<ObjectNode> explained(String id, int limit) {
    String order = " order by ts_ms desc, id desc limit ?";
    return isUuid(id)
        ? rows.rows(
            "select * from api_explain where correlation_id = ? or id = ?::uuid" + order,
            id,
            id,
            limit)
        : rows.rows("select * from api_explain where correlation_id = ?" + order, id, limit);
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
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
