package dev.sluice.controller.store.report;

import java.util.List;
import java.util.Optional;

/**
 * A node as the fleet's tables have it.
 *
 * @param id {@code <cluster>/<name>}
 */
public record NodeRow(String id, String cluster, String kind, List<NodeTypeRow> types) {
  public NodeRow {
    types = List.copyOf(types);
  }

  /** How far it is with one type. */
  public record NodeTypeRow(
      String typeUrl,
      String desired,
      Optional<String> acked,
      Optional<String> nacked,
      Optional<String> error) {}
}
