package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.ServedResource;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The delays of routes and removals for one Envoy. They do not apply to policy servers, which have
 * no routes, and gRPC clients, which order updates themselves.
 */
final class MakeBeforeBreak {
  private final NodeIdentity node;
  private final PushDistributor distributor;
  private final Runnable retry;
  private final Set<String> awaitedClusters = new HashSet<>();
  private final long removalsAllowedAt;
  private final long lateRemovalsAllowedAt;
  private long endpointDeadline;

  /**
   * @param retry sends again when a delay may be over
   */
  MakeBeforeBreak(NodeIdentity node, PushDistributor distributor, Runnable retry) {
    this.node = node;
    this.distributor = distributor;
    this.retry = retry;
    Duration removalDelay =
        node.kind() == NodeKind.ENVOY ? distributor.config().removalDelay() : Duration.ZERO;
    Duration drainTime = distributor.config().drainTime();
    Duration longest = drainTime.compareTo(removalDelay) > 0 ? drainTime : removalDelay;
    this.removalsAllowedAt = distributor.nanos() + removalDelay.toNanos();
    this.lateRemovalsAllowedAt = distributor.nanos() + longest.toNanos();
    distributor.schedule(removalDelay, retry);
    distributor.schedule(longest, retry);
  }

  /** Delays routes until the endpoints of clusters are accepted. */
  void awaitEndpoints(Set<String> clusters) {
    if (awaitedClusters.isEmpty() && !clusters.isEmpty()) {
      Duration limit = distributor.config().endpointTimeout();
      endpointDeadline = distributor.nanos() + limit.toNanos();
      distributor.schedule(limit, retry);
    }
    awaitedClusters.addAll(clusters);
  }

  void endpointsAccepted(Set<String> clusters) {
    awaitedClusters.removeAll(clusters);
  }

  /** Returns whether resources of a type must wait for others. */
  boolean mustWait(ResourceType type, Collection<ResourcePush> unanswered) {
    return type.waitsForEndpoints()
        && (unanswered.stream().anyMatch(MakeBeforeBreak::target) || endpointsMissing());
  }

  /** Returns whether a resource must wait for policy servers. */
  boolean mustWait(ServedResource resource) {
    return node.kind() == NodeKind.ENVOY
        && distributor.policyServersMustConfirm(node.scope().cluster(), resource.owner());
  }

  /**
   * Returns whether removals must wait because the node has connected only recently and may not
   * have reported all its resources. Resources that outlive routes wait longer.
   */
  boolean removalsMustWait(ResourceType type) {
    return distributor.nanos() - (type.outlivesRoutes() ? lateRemovalsAllowedAt : removalsAllowedAt)
        < 0;
  }

  private boolean endpointsMissing() {
    if (!awaitedClusters.isEmpty() && distributor.nanos() - endpointDeadline >= 0) {
      awaitedClusters.clear();
    }
    return !awaitedClusters.isEmpty();
  }

  private static boolean target(ResourcePush push) {
    return push.type() == ResourceType.CLUSTER || push.type() == ResourceType.ENDPOINTS;
  }
}
