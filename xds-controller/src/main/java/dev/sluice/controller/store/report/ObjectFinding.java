package dev.sluice.controller.store.report;

import java.util.Optional;

/**
 * A reason why an object is not served, or not everywhere, as its rows describe it.
 *
 * @param object the table and id of the row
 * @param field the column, or for a node's rejection the resource
 * @param node the node that rejected it; empty when the finding follows from the rows
 * @param version the rejected version of the resource; empty when the finding follows from the rows
 */
public record ObjectFinding(
    String object,
    String field,
    String reason,
    Optional<String> cluster,
    Optional<String> node,
    Optional<String> version) {
  /** Returns a finding that follows from the rows. */
  public static ObjectFinding ofPlan(String object, String field, String reason) {
    return new ObjectFinding(
        object, field, reason, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns a finding that a node reported. */
  public static ObjectFinding ofNode(
      String object, String field, String reason, String cluster, String node, String version) {
    return new ObjectFinding(
        object, field, reason, Optional.of(cluster), Optional.of(node), Optional.of(version));
  }
}
