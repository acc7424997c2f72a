package dev.sluice.controller.store.management;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A repository of the quotas of subscriptions and credentials, and of their events. */
public final class QuotaListRepository {
  private static final String SMALLEST_ID = "00000000-0000-0000-0000-000000000000";

  private final ManagementTransaction rows;

  public QuotaListRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /**
   * Returns quotas with the requests of a day and its month, with one more than the limit if there
   * are more.
   *
   * @param query the wanted ids by column; names of columns are not from callers
   * @param after the id of the last entry of the part before
   */
  public List<ObjectNode> current(
      RowQuery query, LocalDate day, Optional<String> after, int limit) {
    LocalDate month = day.withDayOfMonth(1);
    LocalDate nextMonth = month.plusMonths(1);
    List<Object> values = new ArrayList<>();
    values.add(midnight(day.plusDays(1)));
    values.add(midnight(nextMonth));
    values.add(after.orElse(SMALLEST_ID));
    String conditions = RowConditions.sql(query, _ -> "uuid", values);
    values.addAll(List.of(limit + 1, day.toString(), month.toString(), nextMonth.toString()));
    return rows.rows(
        """
        select k.id, k.subscription_id, k.credential_id, k.tenant_id, k.product_id, k.plan_id, k.tier, k.per_day,
          u.used_on_day, ? as day_ends_at, k.per_month, u.used_in_month, ? as month_ends_at
        from (select * from api_quotas where id > ?::uuid%s order by id limit ?) k,
          lateral (select coalesce(sum(x.requests) filter (where x.day = ?::date), 0)::bigint as used_on_day,
              coalesce(sum(x.requests), 0)::bigint as used_in_month
            from api_quota_usage x
            where x.subscription_id = k.subscription_id
              and (k.credential_id is null or x.credential_id = k.credential_id)
              and x.day >= ?::date and x.day < ?::date) u
        order by k.id
        """
            .formatted(conditions),
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
        select id, subscription_id, credential_id, tenant_id, product_id, period, period_start, percent, quota, used,
          to_char(raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as raised_at
        from api_quota_events where id < ?%s order by id desc limit ?
        """
            .formatted(conditions),
        values.toArray());
  }

  private static String midnight(LocalDate day) {
    return day + "T00:00:00Z";
  }
}
