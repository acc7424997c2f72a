package dev.sluice.controller.store.management;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A selection of rows.
 *
 * @param equal the values that columns must have
 * @param anyOf alternatives, of which a row must fit one; none allows all rows
 */
public record RowQuery(Map<String, String> equal, List<RowLimit> anyOf) {
  /** The selection of all rows. */
  public static final RowQuery ALL = new RowQuery(Map.of(), List.of());

  /**
   * A limit of rows.
   *
   * @param columns the allowed values of columns
   */
  public record RowLimit(Map<String, Set<String>> columns) {
    public RowLimit {
      columns = Map.copyOf(columns);
    }
  }

  /**
   * A part of a list.
   *
   * @param sort the column that orders the list, before {@code id}
   * @param after the last value and id of the part before
   */
  public record PageRequest(
      String sort, boolean descending, int limit, Optional<PagePosition> after) {}

  /** A place in a list: the value of the sort column, and the id. */
  public record PagePosition(String value, String id) {}

  public RowQuery {
    equal = Map.copyOf(equal);
    anyOf = List.copyOf(anyOf);
  }

  /** Returns a selection by one more value. */
  public RowQuery and(String column, String value) {
    Map<String, String> more = new HashMap<>(equal);
    more.put(column, value);
    return new RowQuery(more, anyOf);
  }
}
