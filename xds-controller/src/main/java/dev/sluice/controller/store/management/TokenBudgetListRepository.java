package dev.sluice.controller.store.management;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A repository of token budgets with what is used of them, and of their events. */
public final class TokenBudgetListRepository {
  private static final String SMALLEST_ID = "00000000-0000-0000-0000-000000000000";

  /** The columns of a budget, an empty text in its key as null, and amounts as decimal numbers. */
  private static final String BUDGET =
      """
      id, policy_id, subscription_id, credential_id, tenant_id, product_id, name, nullif(tenant, '') as tenant,
        nullif(user_name, '') as "user", nullif(model, '') as model, nullif(route, '') as route, period, period_start,
        case when money then 'money' else 'tokens' end as unit,
        (case when money then round(budget::numeric / 100000000, 8) else round(budget::numeric / 1000, 3) end)::text
          as budget,
        (case when money then round(used::numeric / 100000000, 8) else round(used::numeric / 1000, 3) end)::text as used
      """;

  private final ManagementTransaction rows;

  public TokenBudgetListRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /**
   * Returns the budgets of the periods of a day, with one more than the limit if there are more.
   *
   * @param query the wanted ids by column; names of columns are not from callers
   * @param after the id of the last entry of the part before
   */
  public List<ObjectNode> current(
      RowQuery query, LocalDate day, Optional<String> after, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(after.orElse(SMALLEST_ID));
    values.add(day.toString());
    values.add(day.toString());
    String conditions = RowConditions.sql(query, _ -> "uuid", values);
    values.add(limit + 1);
    return rows.rows(
        """
        select %s, period_end || 'T00:00:00Z' as period_ends_at
        from api_token_budgets
        where id > ?::uuid and period_start <= ?::date and period_end > ?::date%s order by id limit ?
        """
            .formatted(BUDGET, conditions),
        values.toArray());
  }

  /**
   * Returns events, the newest first, with one more than the limit if there are more.
   *
   * @param query the wanted ids by column; names of columns are not from callers
   * @param before the number of the last entry of the part before
   */
  public List<ObjectNode> events(RowQuery query, long before, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(before);
    String conditions = RowConditions.sql(query, _ -> "uuid", values);
    values.add(limit + 1);
    return rows.rows(
        """
        select %s, percent, to_char(raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as raised_at
        from api_token_budget_events where id < ?%s order by id desc limit ?
        """
            .formatted(BUDGET, conditions),
        values.toArray());
  }
}
