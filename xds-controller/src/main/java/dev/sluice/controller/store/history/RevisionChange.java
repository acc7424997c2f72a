package dev.sluice.controller.store.history;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.Collection;
import java.util.List;

/** A difference between two revisions; without an earlier revision, the whole content. */
public record RevisionChange(Collection<RevisionEntry> present, Collection<String> gone) {
  public RevisionChange {
    present = List.copyOf(present);
    gone = List.copyOf(gone);
  }

  /** Returns the whole content as a change. */
  public static RevisionChange whole(Collection<RevisionEntry> entries) {
    return new RevisionChange(entries, List.of());
  }
}
