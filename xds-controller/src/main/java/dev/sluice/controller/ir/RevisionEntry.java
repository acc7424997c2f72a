package dev.sluice.controller.ir;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object in a revision of a cluster.
 *
 * @param object the table and id of the row
 * @param gateways the names of the gateways that serve it
 */
public record RevisionEntry(String object, Set<String> gateways, ObjectIr ir) {
  public RevisionEntry {
    gateways = Collections.unmodifiableSet(new TreeSet<>(gateways));
  }
}
