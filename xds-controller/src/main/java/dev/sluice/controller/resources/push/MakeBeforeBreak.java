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
  private final Runnable goOn;
  private final Set<String> awaited = new HashSet<>();
  private final long settled;
  private final long forgotten;
  private long patience;

  /**
   * @param goOn sends again when a delay may be over
   */
  MakeBeforeBreak(NodeIdentity node, PushDistributor distributor, Runnable goOn) {
    this.node = node;
    this.distributor = distributor;
    this.goOn = goOn;
    Duration settle =
        node.kind() == NodeKind.ENVOY ? distributor.config().removalDelay() : Duration.ZERO;
    Duration grace = distributor.config().drainTime();
    Duration forget = grace.compareTo(settle) > 0 ? grace : settle;
    this.settled = distributor.nanos() + settle.toNanos();
    this.forgotten = distributor.nanos() + forget.toNanos();
    distributor.schedule(settle, goOn);
    distributor.schedule(forget, goOn);
  }

  /** Delays routes until the endpoints of clusters are accepted. */
  void awaitEndpoints(Set<String> clusters) {
    if (awaited.isEmpty() && !clusters.isEmpty()) {
      Duration limit = distributor.config().endpointTimeout();
      patience = distributor.nanos() + limit.toNanos();
      distributor.schedule(limit, goOn);
    }
    awaited.addAll(clusters);
  }

  void endpointsAccepted(Set<String> clusters) {
    awaited.removeAll(clusters);
  }

  /** Returns whether resources of a type must wait for others. */
  boolean mustWait(ResourceType type, Collection<ResourcePush> unanswered) {
    return type.waitsForEndpoints()
        && (unanswered.stream().anyMatch(MakeBeforeBreak::target) || endpointsMissing());
  }

  /** Returns whether a resource must wait for policy servers. */
  boolean mustWait(ServedResource placed) {
    return node.kind() == NodeKind.ENVOY
        && distributor.policyServersMustConfirm(node.scope().cluster(), placed.owner());
  }

  /**
   * Returns whether removals must wait because the node has connected only recently and may not
   * have reported all its resources. Resources that outlive routes wait longer.
   */
  boolean removalsMustWait(ResourceType type) {
    return distributor.nanos() - (type.outlivesRoutes() ? forgotten : settled) < 0;
  }

  private boolean endpointsMissing() {
    if (!awaited.isEmpty() && distributor.nanos() - patience >= 0) {
      awaited.clear();
    }
    return !awaited.isEmpty();
  }

  private static boolean target(ResourcePush push) {
    return push.type() == ResourceType.CLUSTER || push.type() == ResourceType.ENDPOINTS;
  }
}
