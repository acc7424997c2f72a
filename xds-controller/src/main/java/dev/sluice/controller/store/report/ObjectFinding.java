package dev.sluice.controller.store.report;

import java.util.Optional;

/**
 * Why an object is not, or not everywhere, as its rows say.
 *
 * @param object table and id of the row
 * @param field the column, or for a node's words the resource
 * @param node who said so; empty when it follows from the rows
 * @param version what of the resource was refused; empty when it follows from the rows
 */
public record ObjectFinding(
    String object,
    String field,
    String reason,
    Optional<String> cluster,
    Optional<String> node,
    Optional<String> version) {
  /** One that follows from the rows. */
  public static ObjectFinding ofPlan(String object, String field, String reason) {
    return new ObjectFinding(
        object, field, reason, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** One that a node told. */
  public static ObjectFinding ofNode(
      String object, String field, String reason, String cluster, String node, String version) {
    return new ObjectFinding(
        object, field, reason, Optional.of(cluster), Optional.of(node), Optional.of(version));
  }
}
