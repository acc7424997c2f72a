package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.object.ResourceRejection;
import java.util.List;
import java.util.Optional;

/**
 * A deployment of an object on one cluster.
 *
 * @param rejected whether an earlier state is served instead of the desired one
 * @param nodes the connected nodes that use the object
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

  /** A deployment of an object on one node. */
  public record NodeDeployment(
      String node, DeploymentState state, Optional<ResourceRejection> rejection) {}

  /** Returns whether all connected nodes have the desired state. */
  public boolean applied() {
    return !rejected && nodes.stream().allMatch(node -> node.state() == DeploymentState.APPLIED);
  }
}
