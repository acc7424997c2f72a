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
 * When routes and removals may go to one Envoy. Policy servers have neither, and clients without an
 * Envoy see to it themselves, so nothing holds for them.
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
   * @param goOn tries again to send, when the gate may have opened
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

  /** Endpoints of these clusters have to be taken before routes lead to them. */
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

  /** Whether that type has to wait for something else. */
  boolean mustWait(ResourceType type, Collection<ResourcePush> unanswered) {
    return type.waitsForEndpoints()
        && (unanswered.stream().anyMatch(MakeBeforeBreak::target) || endpointsMissing());
  }

  /** Whether policy servers have to know more before that goes to an Envoy. */
  boolean mustWait(ServedResource placed) {
    return node.kind() == NodeKind.ENVOY
        && distributor.policyServersMustConfirm(node.scope().cluster(), placed.owner());
  }

  /**
   * Right after it connected, a node has not yet said all that it has. What went while it was away
   * stays a little longer than the routes that led there.
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
