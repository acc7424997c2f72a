package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.ClusterChange;
import dev.sluice.controller.resources.ClusterChange.ReplacedResource;
import dev.sluice.controller.resources.NodeCatalog;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of one node, served make before break: new and changed resources are sent in type order,
 * and routes wait for what they refer to. Removals are sent last, in reverse order. Confined to the
 * update loop.
 */
public final class NodeStream {
  private static final Logger log = LoggerFactory.getLogger(NodeStream.class);

  /**
   * The number of unanswered pushes after which the stream waits and then sends only the latest
   * state.
   */
  private static final int MAX_UNANSWERED = 32;

  private static final List<ResourceType> REMOVAL_ORDER = List.of(ResourceType.values()).reversed();

  private final NodeIdentity node;
  private final NodeHistory history;
  private final NodeCatalog catalog;
  private final ResponseSender sender;
  private final PushDistributor distributor;
  private final PushMetrics metrics;
  private final MakeBeforeBreak order;
  private final Map<ResourceType, TypeSubscription> subscriptions =
      new EnumMap<>(ResourceType.class);
  private final Map<String, ResourcePush> unanswered = new LinkedHashMap<>();
  private final NodeProgress progress;
  private final UnackedPublishes publishes;
  private final int maxBytes;
  private long currentRevision;
  private boolean first = true;
  private boolean closed;
  private long nonces;

  NodeStream(
      NodeIdentity node,
      NodeHistory history,
      ResponseSender sender,
      PushDistributor distributor,
      PushMetrics metrics) {
    this.node = node;
    this.history = history;
    this.catalog = new NodeCatalog(distributor.store(), node.scope());
    this.sender = sender;
    this.distributor = distributor;
    this.metrics = metrics;
    this.maxBytes = distributor.config().maxPushBytes();
    this.progress = new NodeProgress(node, history, catalog, subscriptions, unanswered);
    this.publishes =
        new UnackedPublishes(distributor.scheduler(), distributor.config().policyServerTimeout());
    this.order = new MakeBeforeBreak(node, distributor, this::resume);
  }

  /** Returns the identity of the node. */
  public NodeIdentity node() {
    return node;
  }

  /** Handles a request: an acknowledgement, a change of subscriptions, or both. */
  public void request(NodeRequest request) {
    orFail(() -> take(request));
  }

  /** Handles a request in the form of its message. */
  public void request(DeltaDiscoveryRequest request) {
    request(NodeRequest.of(request));
  }

  private void take(NodeRequest request) {
    if (first) {
      first = false;
      if (request.initialVersions().isEmpty()) {
        history.reset();
      }
    }
    answered(request);
    ResourceType type = node.kind().resourceType(request.typeUrl()).orElse(null);
    if (type != null) {
      subscribed(type, request);
    } else if (request.nonce().isEmpty()) {
      sendNothing(request);
    }
    flushNow();
    distributor.removeDrained(node.scope().cluster());
  }

  private void subscribed(ResourceType type, NodeRequest request) {
    TypeSubscription known = subscriptions.get(type);
    if (known != null) {
      known.request(request);
      return;
    }
    TypeSubscription subscription = new TypeSubscription(type, catalog);
    subscriptions.put(type, subscription);
    subscription.request(request);
    if (type == ResourceType.ENDPOINTS) {
      history.warming().forEach(subscription::resend);
    }
  }

  /** Returns the progress of the node. */
  NodeProgress progress() {
    return progress;
  }

  void changed(ClusterChange change) {
    boolean upToDate = knowsPublishes();
    for (ReplacedResource replaced : change.resources()) {
      TypeSubscription subscription = subscriptions.get(replaced.type());
      if (subscription != null) {
        subscription.changed(replaced);
      }
      if (replaced.type() == ResourceType.ENDPOINTS && replaced.after() == null) {
        order.endpointsAccepted(Set.of(replaced.name()));
      }
    }
    if (upToDate && !knowsPublishes()) {
      publishes.restartTimeout();
    }
  }

  /** Returns whether the node accepted or rejected all its resources. */
  boolean isIdle() {
    return unanswered.isEmpty()
        && subscriptions.values().stream().noneMatch(TypeSubscription::hasUpserts);
  }

  /** Returns whether the node answered all changes of publishes. */
  private boolean knowsPublishes() {
    TypeSubscription wanted = subscriptions.get(ResourceType.PUBLISH);
    return wanted == null || (publishes.isEmpty() && !wanted.hasUpserts());
  }

  /** Returns whether Envoys wait until this node has acknowledged publishes. */
  boolean hasUnackedPublishes() {
    return !knowsPublishes() && publishes.isWithinTimeout();
  }

  boolean awaitsPublish(String name) {
    TypeSubscription wanted = subscriptions.get(ResourceType.PUBLISH);
    return publishes.contains(name) || (wanted != null && wanted.isPending(name));
  }

  /** Returns the last revision at which the node had accepted all its routes. */
  long currentRevision() {
    if (isCurrent()) {
      currentRevision = catalog.revision();
    }
    return currentRevision;
  }

  private boolean isCurrent() {
    return !order.removalsMustWait(ResourceType.ROUTES)
        && unanswered.values().stream().allMatch(push -> push.type().outlivesRoutes())
        && subscriptions.values().stream().noneMatch(TypeSubscription::isBehindWithRoutes);
  }

  /** Returns the number of names subscribed to one by one, over all types. */
  public int explicitNameCount() {
    return subscriptions.values().stream().mapToInt(TypeSubscription::explicitNameCount).sum();
  }

  /** Sends what need not wait while the transport is ready. */
  public void flush() {
    orFail(this::flushNow);
  }

  private void resume() {
    flush();
    distributor.removeDrained(node.scope().cluster());
  }

  private void flushNow() {
    while (!closed && unanswered.size() < MAX_UNANSWERED && sender.isReady()) {
      Optional<ResourcePush> next = nextUpserts().or(this::nextRemovals);
      if (next.isEmpty()) {
        return;
      }
      send(next.get());
    }
  }

  /** Runs a step and ends the stream on an exception, so that the node reports its state again. */
  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.error("stream of {} failed", node.id(), e);
      sender.abort();
    }
  }

  void closed() {
    closed = true;
    subscriptions.values().forEach(TypeSubscription::close);
    unanswered.values().forEach(push -> metrics.unanswered(push.type()));
    unanswered.clear();
  }

  private Optional<ResourcePush> nextUpserts() {
    for (Map.Entry<ResourceType, TypeSubscription> entry : subscriptions.entrySet()) {
      ResourceType type = entry.getKey();
      TypeSubscription subscription = entry.getValue();
      if (subscription.hasUpserts()) {
        if (order.mustWait(type, unanswered.values())) {
          return Optional.empty();
        }
        Optional<ResourcePush> push =
            subscription.upserts(maxBytes, order::mustWait, history::wasRejected);
        if (push.isPresent()) {
          return push.map(changed -> withRemovedListeners(changed, subscription));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Adds the removed listeners to a response with listeners, because Envoy rejects a listener whose
   * port another one still has. Nothing depends on a removed listener.
   */
  private ResourcePush withRemovedListeners(ResourcePush push, TypeSubscription subscription) {
    if (push.type() != ResourceType.LISTENER || order.removalsMustWait(push.type())) {
      return push;
    }
    List<String> removed = new ArrayList<>(push.removed());
    subscription.removals().ifPresent(removals -> removed.addAll(removals.removed()));
    return new ResourcePush(push.type(), push.resources(), removed);
  }

  private Optional<ResourcePush> nextRemovals() {
    if (!isIdle()) {
      return Optional.empty();
    }
    boolean behind = history.isBehind(catalog);
    for (ResourceType type : REMOVAL_ORDER) {
      TypeSubscription subscription = subscriptions.get(type);
      // A node that rejected a new version may still use resources of the old one.
      boolean needed = behind && type.compareTo(ResourceType.SECRET) <= 0;
      boolean held = needed || order.removalsMustWait(type);
      if (subscription != null && subscription.hasRemovals() && !held) {
        Optional<ResourcePush> push = subscription.removals();
        if (push.isPresent()) {
          return push;
        }
      }
    }
    return Optional.empty();
  }

  private void send(ResourcePush push) {
    String nonce = Long.toString(++nonces);
    unanswered.put(nonce, push);
    if (push.type() == ResourceType.CLUSTER) {
      repeatEndpoints(push);
    } else if (push.type() == ResourceType.PUBLISH) {
      publishes.sent(push);
    }
    DeltaDiscoveryResponse.Builder response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(push.type().url())
            .setNonce(nonce)
            .setSystemVersionInfo(catalog.version(push.type()))
            .addAllRemovedResources(push.removed());
    push.resources().forEach(resource -> response.addResources(resource.message()));
    sender.send(response.build());
  }

  /**
   * Resends the endpoints of changed clusters, because Envoy warms such a cluster but does not
   * request its endpoints again.
   */
  private void repeatEndpoints(ResourcePush clusters) {
    Set<String> awaited = new HashSet<>();
    for (String name : clusters.names()) {
      if (catalog.find(ResourceType.ENDPOINTS, name).isPresent()) {
        awaited.add(name);
        TypeSubscription endpoints = subscriptions.get(ResourceType.ENDPOINTS);
        if (endpoints != null) {
          endpoints.resend(name);
        }
      }
    }
    history.addWarming(awaited);
    order.awaitEndpoints(awaited);
  }

  private void answered(NodeRequest request) {
    ResourcePush push = unanswered.remove(request.nonce());
    if (push == null) {
      return;
    }
    distributor.answered();
    PushResult verdict = PushResult.of(push, request);
    verdict.accepted().forEach(this::taken);
    if (verdict.isAck()) {
      metrics.accepted(push.type());
      history.removed(push.type(), push.removed());
    } else {
      refused(verdict);
    }
    if (push.type() == ResourceType.ENDPOINTS) {
      order.endpointsAccepted(push.names());
    } else if (push.type() == ResourceType.CLUSTER) {
      verdict.rejected().forEach(resource -> order.endpointsAccepted(Set.of(resource.name())));
    }
    progress.responded(push.type());
    if (push.type() == ResourceType.PUBLISH) {
      publishes.acknowledged(push);
      distributor.flushWaiting(node.scope().cluster());
    }
  }

  private void taken(EncodedResource resource) {
    history.accepted(resource);
    distributor.accepted(node, resource);
  }

  /**
   * Handles a rejection: a faulty object is rolled back for all nodes, a faulty node falls behind
   * alone.
   */
  private void refused(PushResult verdict) {
    ResourceType type = verdict.push().type();
    metrics.rejected(type);
    log.warn(
        "node {} refused {} of {} {} resources: {}",
        node.id(),
        verdict.rejected().isEmpty()
            ? "some"
            : verdict.rejected().stream().map(EncodedResource::name).toList(),
        verdict.push().resources().size(),
        type.shortName(),
        verdict.errorMessage());
    for (EncodedResource resource : verdict.rejected()) {
      distributor.rejected(node, resource, verdict.errorMessage());
    }
    TypeSubscription subscription = subscriptions.get(type);
    if (subscription != null) {
      subscription.sendSeparately(verdict.suspects());
    }
  }

  /**
   * Answers a request for an unserved type with an empty response, so that the node does not wait.
   */
  private void sendNothing(NodeRequest request) {
    DeltaDiscoveryResponse.Builder response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(request.typeUrl())
            .setNonce(Long.toString(++nonces));
    request.subscribe().stream()
        .filter(name -> !name.equals("*"))
        .forEach(response::addRemovedResources);
    sender.send(response.build());
  }
}
