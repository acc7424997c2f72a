package dev.sluice.controller.store.history;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.Collection;
import java.util.List;

/** What a revision has that another one has not; or all it has, when there is no other one. */
public record RevisionChange(Collection<RevisionEntry> present, Collection<String> gone) {
  public RevisionChange {
    present = List.copyOf(present);
    gone = List.copyOf(gone);
  }

  /** Everything. */
  public static RevisionChange whole(Collection<RevisionEntry> entries) {
    return new RevisionChange(entries, List.of());
  }
}
