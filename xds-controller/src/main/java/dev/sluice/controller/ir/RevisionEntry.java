package dev.sluice.controller.ir;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object as a revision of a cluster has it.
 *
 * @param object table and id of the row
 * @param gateways the names of the gateways on which it appears
 */
public record RevisionEntry(String object, Set<String> gateways, ObjectIr ir) {
  public RevisionEntry {
    gateways = Collections.unmodifiableSet(new TreeSet<>(gateways));
  }
}
