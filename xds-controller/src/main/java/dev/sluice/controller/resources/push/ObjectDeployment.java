package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.object.ResourceRejection;
import java.util.List;
import java.util.Optional;

/**
 * What became of one object on one cluster.
 *
 * @param rejected whether what was good before is served in place of what the rows want
 * @param nodes every connected node that the object concerns
 */
public record ObjectDeployment(
    String cluster, String object, boolean rejected, List<NodeDeployment> nodes) {
  public ObjectDeployment {
    nodes = List.copyOf(nodes);
  }

  /** The state of an object on a node. */
  public enum DeploymentState {
    PENDING,
    APPLIED,
    FAILED
  }

  /** What became of it on one node. */
  public record NodeDeployment(
      String node, DeploymentState state, Optional<ResourceRejection> rejection) {}

  /** Whether all connected nodes have it just as the rows want it. */
  public boolean applied() {
    return !rejected && nodes.stream().allMatch(node -> node.state() == DeploymentState.APPLIED);
  }
}
