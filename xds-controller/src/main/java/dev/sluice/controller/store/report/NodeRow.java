package dev.sluice.controller.store.report;

import java.util.List;
import java.util.Optional;

/**
 * A row for a node in the fleet's tables.
 *
 * @param id {@code <cluster>/<name>}
 */
public record NodeRow(String id, String cluster, String kind, List<NodeTypeRow> types) {
  public NodeRow {
    types = List.copyOf(types);
  }

  /** A row for the progress of a node with one type. */
  public record NodeTypeRow(
      String typeUrl,
      String desired,
      Optional<String> acked,
      Optional<String> nacked,
      Optional<String> error) {}
}
