package dev.sluice.controller.store.management;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A repository of token budgets with what is used of them. */
public final class TokenBudgetListRepository {
  private static final String SMALLEST_ID = "00000000-0000-0000-0000-000000000000";

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
  public List<ObjectNode> budgets(
      RowQuery query, LocalDate day, Optional<String> after, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(after.orElse(SMALLEST_ID));
    values.add(day.toString());
    values.add(day.toString());
    String conditions = RowConditions.sql(query, _ -> "uuid", values);
    values.add(limit + 1);
    return rows.rows(
        """
        select id, policy_id, subscription_id, credential_id, tenant_id, product_id, name, nullif(tenant, '') as tenant,
          nullif(user_name, '') as "user", nullif(model, '') as model, nullif(route, '') as route, period, period_start,
          period_end || 'T00:00:00Z' as period_ends_at, case when money then 'money' else 'tokens' end as unit,
          (case when money then round(budget::numeric / 100000000, 8) else round(budget::numeric / 1000, 3) end)::text
            as budget,
          (case when money then round(used::numeric / 100000000, 8) else round(used::numeric / 1000, 3) end)::text as used
        from api_token_budgets
        where id > ?::uuid and period_start <= ?::date and period_end > ?::date%s order by id limit ?
        """
            .formatted(conditions),
        values.toArray());
  }
}
