package dev.sluice.controller.store.management;

import dev.sluice.controller.domain.model.DomainChange;
import java.util.Set;

/**
 * A change that a transaction has made and not committed.
 *
 * @param rows the tables and keys of the changed rows, such as {@code routes/0b0c…}
 */
public record PendingChange(DomainChange entities, Set<String> rows) {
  public PendingChange {
    rows = Set.copyOf(rows);
  }
}
