package dev.sluice.controller.store.management;

import dev.sluice.controller.store.management.RowQuery.PageRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A repository of usage, added up by the values of dimensions. */
public final class UsageRepository {
  private static final String COST = "cost";
  private static final List<String> COUNTS =
      List.of("requests", "denied", "input_tokens", "output_tokens");

  private final ManagementTransaction rows;

  public UsageRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /**
   * A selection of usage.
   *
   * @param from the first day
   * @param to the last day
   * @param groups the dimensions of an entry, at least one
   * @param rows the wanted values by column; names of columns are not from callers
   */
  public record UsageQuery(
      LocalDate from, LocalDate to, Set<UsageDimension> groups, RowQuery rows) {
    public UsageQuery {
      groups = EnumSet.copyOf(groups);
    }
  }

  /** Returns the members that are sums. */
  public static List<String> sums() {
    return Stream.concat(COUNTS.stream(), Stream.of(COST)).toList();
  }

  /**
   * Returns a part of the entries, with one more than the limit of the page if there are more. The
   * id of an entry consists of the values of its dimensions.
   */
  public List<ObjectNode> list(UsageQuery query, PageRequest page) {
    List<Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder("select g.id, ");
    for (UsageDimension dimension : UsageDimension.values()) {
      sql.append("g.").append(dimension.member()).append(", ");
    }
    COUNTS.forEach(count -> sql.append("g.").append(count).append(", "));
    sql.append("g.requests - g.denied as allowed, ");
    // As text, because a JSON number of a caller has fewer digits.
    sql.append("g.cost::text as cost from (").append(entries(query, values)).append(") g");
    page.after()
        .ifPresent(last -> {
          sql.append(
              " where (g.%s, g.id) %s (?::%s, ?)"
                  .formatted(page.sort(), page.descending() ? "<" : ">", type(page.sort())));
          values.add(last.value());
          values.add(last.id());
        });
    sql.append(
        " order by g.%s %s, g.id %2$s limit ?"
            .formatted(page.sort(), page.descending() ? "desc" : "asc"));
    values.add(page.limit() + 1);
    return rows.rows(sql.toString(), values.toArray());
  }

  /** Returns the query for all entries, whose values are added to a list. */
  private static String entries(UsageQuery query, List<Object> values) {
    String keys =
        query.groups().stream().map(UsageDimension::expression).collect(Collectors.joining(", "));
    String dimensions =
        Arrays.stream(UsageDimension.values())
            .map(dimension ->
                (query.groups().contains(dimension) ? dimension.expression() : "null")
                    + "::%s as %s".formatted(dimension.type(), dimension.member()))
            .collect(Collectors.joining(", "));
    String counts =
        COUNTS.stream().map("sum(%s)::bigint as %<s"::formatted).collect(Collectors.joining(", "));
    values.add(query.from().toString());
    values.add(query.to().toString());
    return """
    select concat_ws('/', %s) collate "C" as id, %s, %s, sum(cost) as cost
    from api_usage where day >= ?::date and day <= ?::date%s group by %s
    """
        .formatted(
            keys,
            dimensions,
            counts,
            RowConditions.sql(query.rows(), UsageRepository::type, values),
            keys);
  }

  /** Returns the SQL type of a member. */
  private static String type(String member) {
    return Arrays.stream(UsageDimension.values())
        .filter(dimension -> dimension.member().equals(member))
        .map(UsageDimension::type)
        .findFirst()
        .orElse(member.equals(COST) ? "numeric" : "bigint");
  }
}
