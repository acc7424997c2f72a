package dev.sluice.extproc.policy;

import java.util.Set;

/**
 * The entities of an external recognizer that a rule finds.
 *
 * @param types the names of their kinds, as the service uses them
 * @param minScore the least confidence of the service, from 0 to 1
 * @param holdsStreams true if event streams wait for their end, false if they are not read
 */
public record ExternalEntities(Set<String> types, double minScore, boolean holdsStreams) {
  public ExternalEntities {
    types = Set.copyOf(types);
  }

  /** Returns whether the rule finds an entity. */
  public boolean accept(String type, double score) {
    return score >= minScore && types.contains(type);
  }
}
