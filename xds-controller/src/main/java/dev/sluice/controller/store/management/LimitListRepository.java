package dev.sluice.controller.store.management;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A repository of limits of days and months with what is used of them, and of their events. In both
 * lists, names of columns are not from callers.
 */
public interface LimitListRepository {
  /**
   * Returns the limits with their use in the periods of a day, with one more than the limit if
   * there are more.
   *
   * @param query the wanted ids by column
   * @param after the id of the last entry of the part before
   */
  List<ObjectNode> current(RowQuery query, LocalDate day, Optional<String> after, int limit);

  /**
   * Returns events, the newest first, with one more than the limit if there are more.
   *
   * @param query the wanted ids by column
   * @param before the number of the last entry of the part before
   */
  List<ObjectNode> events(RowQuery query, long before, int limit);
}
