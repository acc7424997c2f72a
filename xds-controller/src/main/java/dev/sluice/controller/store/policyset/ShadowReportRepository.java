package dev.sluice.controller.store.policyset;

import dev.sluice.controller.store.management.ManagementTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A repository of what shadow policies would have changed, added up by the database. */
public final class ShadowReportRepository {
  private static final String TIME_LIMIT = "set local statement_timeout = '20s'";
  private static final int MOST_COUNTS = 1_000;
  private static final int MOST_DIFFERENCES = 100;
  private static final int MOST_SAMPLES = 200;
  private static final String GROUP = "kind, policy, direction, change";

  private final ManagementTransaction rows;

  public ShadowReportRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /**
   * A selection of results.
   *
   * @param from the first moment, included
   * @param to the moment behind the last
   * @param equal the wanted values by column; names are not from callers
   */
  public record ShadowQuery(Instant from, Instant to, Map<String, String> equal) {
    public ShadowQuery {
      equal = Map.copyOf(equal);
    }
  }

  /** The parts of a report. */
  public record ShadowRows(
      List<ObjectNode> counts, List<ObjectNode> differences, List<ObjectNode> samples) {
    public ShadowRows {
      counts = List.copyOf(counts);
      differences = List.copyOf(differences);
      samples = List.copyOf(samples);
    }
  }

  /**
   * Returns the numbers of results by change, the most frequent differences, and the newest
   * samples.
   *
   * @param samples the most samples of each change of a policy
   */
  public ShadowRows read(ShadowQuery query, int samples) {
    var _ = rows.execute(TIME_LIMIT);
    List<Object> values = new ArrayList<>();
    String selected = selected(query, values);
    return new ShadowRows(
        rows.rows(
            "select "
                + GROUP
                + ", count(*) as results "
                + selected
                + " group by "
                + GROUP
                + " order by "
                + GROUP
                + " limit "
                + MOST_COUNTS,
            values.toArray()),
        rows.rows(
            "select "
                + GROUP
                + ", before, after, count(*) as results "
                + selected
                + " and change <> 'none' group by "
                + GROUP
                + ", before, after"
                + " order by results desc, "
                + GROUP
                + ", before, after limit "
                + MOST_DIFFERENCES,
            values.toArray()),
        samples(selected, values, samples));
  }

  private List<ObjectNode> samples(String selected, List<Object> values, int samples) {
    List<Object> more = new ArrayList<>(values);
    more.add(samples);
    return rows.rows(
        "select id, ts_ms, correlation_id, tenant_id, "
            + GROUP
            + ", before, after, method, path from (select *, row_number() over (partition by "
            + GROUP
            + " order by ts_ms desc, id) as place "
            + selected
            + " and change <> 'none') r where place <= ? order by ts_ms desc, id, direction limit "
            + MOST_SAMPLES,
        more.toArray());
  }

  private static String selected(ShadowQuery query, List<Object> values) {
    StringBuilder sql = new StringBuilder("from api_shadow_results where ts_ms >= ? and ts_ms < ?");
    values.add(query.from().toEpochMilli());
    values.add(query.to().toEpochMilli());
    query
        .equal()
        .forEach((column, value) -> {
          sql.append(" and ").append(column).append(" = ?");
          values.add(value);
        });
    return sql.toString();
  }
}
