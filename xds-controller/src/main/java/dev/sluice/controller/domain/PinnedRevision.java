package dev.sluice.controller.domain;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.List;

/** A revision that a cluster serves whatever the rows say. */
public record PinnedRevision(long id, List<RevisionEntry> entries) {
  public PinnedRevision {
    entries = List.copyOf(entries);
  }
}
