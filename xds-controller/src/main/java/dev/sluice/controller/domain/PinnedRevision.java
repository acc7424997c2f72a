package dev.sluice.controller.domain;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.List;

/** A revision that a cluster serves instead of the current rows. */
public record PinnedRevision(long id, List<RevisionEntry> entries) {
  public PinnedRevision {
    entries = List.copyOf(entries);
  }
}
