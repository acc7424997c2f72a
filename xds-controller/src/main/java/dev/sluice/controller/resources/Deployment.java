package dev.sluice.controller.resources;

import java.util.List;
import java.util.Optional;

/**
 * What became of one object on one cluster.
 *
 * @param rejected whether what was good before is served in place of what the rows want
 * @param nodes every connected node that the object concerns
 */
public record Deployment(String cluster, String object, boolean rejected, List<OnNode> nodes) {
  public Deployment {
    nodes = List.copyOf(nodes);
  }

  /** The state of an object on a node. */
  public enum State {
    PENDING,
    APPLIED,
    FAILED
  }

  /** What became of it on one node. */
  public record OnNode(String node, State state, Optional<Refusal> refusal) {}

  /** Whether all connected nodes have it just as the rows want it. */
  public boolean applied() {
    return !rejected && nodes.stream().allMatch(node -> node.state() == State.APPLIED);
  }
}
