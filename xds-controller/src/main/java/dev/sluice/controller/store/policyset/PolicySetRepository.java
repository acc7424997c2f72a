package dev.sluice.controller.store.policyset;

import dev.sluice.controller.store.management.ManagementTransaction;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A repository of the policies that servers have loaded or rejected. */
public final class PolicySetRepository {
  private final ManagementTransaction rows;

  public PolicySetRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /**
   * The place of the last entry of the part before, which was loaded later than all that follow.
   */
  public record LastSet(OffsetDateTime loadedAt, UUID id) {}

  /**
   * Returns the sets, the last loaded one first, and one more than the limit if there are more.
   *
   * @param equal the wanted values by column; names are not from callers
   */
  public List<ObjectNode> list(Map<String, String> equal, Optional<LastSet> after, int limit) {
    StringBuilder sql = new StringBuilder("select * from api_policy_sets where true");
    List<Object> values = new ArrayList<>();
    equal.forEach((column, value) -> {
      sql.append(" and ").append(column).append(" = ?");
      values.add(value);
    });
    after.ifPresent(last -> {
      sql.append(" and (loaded_at, id) < (?::timestamptz, ?::uuid)");
      values.add(last.loadedAt().toString());
      values.add(last.id().toString());
    });
    sql.append(" order by loaded_at desc, id desc limit ?");
    values.add(limit + 1);
    return rows.rows(sql.toString(), values.toArray());
  }
}
