package dev.sluice.controller.store.management;

import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The SQL conditions of a selection of rows of a view. */
final class RowConditions {
  private RowConditions() {}

  /**
   * Returns conditions that each start with {@code and}, and adds their values to a list.
   *
   * @param types the SQL type of a column; names of columns are not from callers
   */
  static String sql(RowQuery query, UnaryOperator<String> types, List<Object> values) {
    StringBuilder sql = new StringBuilder();
    new TreeMap<>(query.equal())
        .forEach(
            (column, value) -> sql.append(" and ").append(equal(column, value, types, values)));
    if (!query.anyOf().isEmpty()) {
      sql.append(
          query.anyOf().stream()
              .map(limit -> condition(limit, types, values))
              .collect(Collectors.joining(" or ", " and (", ")")));
    }
    return sql.toString();
  }

  private static String condition(
      RowQuery.RowLimit limit, UnaryOperator<String> types, List<Object> values) {
    return new TreeMap<>(limit.columns())
        .entrySet().stream()
            .map(column ->
                column.getValue().stream()
                    .map(value -> equal(column.getKey(), value, types, values))
                    .collect(Collectors.joining(" or ", "(", ")")))
            .collect(Collectors.joining(" and ", "(", ")"));
  }

  private static String equal(
      String column, String value, UnaryOperator<String> types, List<Object> values) {
    values.add(value);
    return column + " = ?::" + types.apply(column);
  }
}
