package dev.sluice.controller.resources;

import dev.sluice.controller.resources.Change.Replaced;
import dev.sluice.controller.xds.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
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
 * One stream of one node: make before break. New and changed resources go in the order of their
 * types, routes only when what they lead to is in force; removals go last and in reverse. Confined
 * to the update loop.
 */
public final class NodeStream {
  private static final Logger log = LoggerFactory.getLogger(NodeStream.class);

  /** A node that does not answer gets no more, and then the latest at once. */
  private static final int MAX_UNANSWERED = 32;

  private static final List<ResourceType> REMOVAL_ORDER = List.of(ResourceType.values()).reversed();

  private final NodeIdentity node;
  private final NodeRecord record;
  private final Catalog catalog;
  private final Outlet outlet;
  private final Distributor distributor;
  private final PushMetrics metrics;
  private final Gate gate;
  private final Map<ResourceType, TypeSubscription> subscriptions =
      new EnumMap<>(ResourceType.class);
  private final Map<String, Push> unanswered = new LinkedHashMap<>();
  private final NodeProgress progress;
  private final PublishLag publishes;
  private final int maxBytes;
  private long currentAt;
  private boolean first = true;
  private boolean closed;
  private long nonces;

  NodeStream(
      NodeIdentity node,
      NodeRecord record,
      Outlet outlet,
      Distributor distributor,
      PushMetrics metrics) {
    this.node = node;
    this.record = record;
    this.catalog = new Catalog(distributor.store(), node.view());
    this.outlet = outlet;
    this.distributor = distributor;
    this.metrics = metrics;
    this.maxBytes = distributor.pace().maxPushBytes();
    this.progress = new NodeProgress(node, record, catalog, subscriptions, unanswered);
    this.publishes = new PublishLag(distributor.time(), distributor.pace().policies());
    this.gate = new Gate(node, distributor, this::goOn);
  }

  /** Whose stream it is. */
  public NodeIdentity node() {
    return node;
  }

  /** Takes a request: the answer to a push, a change of what is wanted, or both. */
  public void request(NodeRequest request) {
    orFail(() -> take(request));
  }

  /** The same, as it stands in its message. */
  public void request(DeltaDiscoveryRequest request) {
    request(NodeRequest.of(request));
  }

  private void take(NodeRequest request) {
    if (first) {
      first = false;
      if (request.held().isEmpty()) {
        record.startedAnew();
      }
    }
    answered(request);
    ResourceType type = node.kind().type(request.typeUrl()).orElse(null);
    if (type != null) {
      subscribed(type, request);
    } else if (request.nonce().isEmpty()) {
      sendNothing(request);
    }
    flushNow();
    distributor.depart(node.view().cluster());
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
      record.warming().forEach(subscription::repeat);
    }
  }

  /** How far the node is. */
  NodeProgress progress() {
    return progress;
  }

  void changed(Change change) {
    boolean upToDate = knowsPublishes();
    for (Replaced replaced : change.resources()) {
      TypeSubscription subscription = subscriptions.get(replaced.type());
      if (subscription != null) {
        subscription.changed(replaced);
      }
      if (replaced.type() == ResourceType.ENDPOINTS && replaced.after() == null) {
        gate.arrived(Set.of(replaced.name()));
      }
    }
    if (upToDate && !knowsPublishes()) {
      publishes.begins();
    }
  }

  /** Whether the node has taken, or refused, all there is for it. */
  boolean idle() {
    return unanswered.isEmpty()
        && subscriptions.values().stream().noneMatch(TypeSubscription::hasUpserts);
  }

  /** Whether the node has answered all that is new of publishes. */
  private boolean knowsPublishes() {
    TypeSubscription wanted = subscriptions.get(ResourceType.PUBLISH);
    return wanted == null || (publishes.isEmpty() && !wanted.hasUpserts());
  }

  /** Whether there are publishes that Envoys wait for this node to know. */
  boolean isWaitedForPublishes() {
    return !knowsPublishes() && publishes.isPatient();
  }

  boolean awaitsPublish(String name) {
    TypeSubscription wanted = subscriptions.get(ResourceType.PUBLISH);
    return publishes.has(name) || (wanted != null && wanted.awaits(name));
  }

  /** The last revision at which the node had taken all that leads somewhere. */
  long currentAt() {
    if (isCurrent()) {
      currentAt = catalog.revision();
    }
    return currentAt;
  }

  private boolean isCurrent() {
    return !gate.holdsRemovals(ResourceType.ROUTES)
        && unanswered.values().stream().allMatch(push -> push.type().outlivesRoutes())
        && subscriptions.values().stream().noneMatch(TypeSubscription::isBehindWithRoutes);
  }

  /** How many names were asked for one by one, over all types. */
  public int explicitNames() {
    return subscriptions.values().stream().mapToInt(TypeSubscription::explicitNames).sum();
  }

  /** Sends what may go now, as long as it leaves at once. */
  public void flush() {
    orFail(this::flushNow);
  }

  private void goOn() {
    flush();
    distributor.depart(node.view().cluster());
  }

  private void flushNow() {
    while (!closed && unanswered.size() < MAX_UNANSWERED && outlet.ready()) {
      Optional<Push> next = nextUpserts().or(this::nextRemovals);
      if (next.isEmpty()) {
        return;
      }
      send(next.get());
    }
  }

  /** A defect in one stream ends that stream, so that its node says anew what it has. */
  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.error("stream of {} failed", node.id(), e);
      outlet.fail();
    }
  }

  void closed() {
    closed = true;
    subscriptions.values().forEach(TypeSubscription::close);
    unanswered.values().forEach(push -> metrics.unanswered(push.type()));
    unanswered.clear();
  }

  private Optional<Push> nextUpserts() {
    for (Map.Entry<ResourceType, TypeSubscription> entry : subscriptions.entrySet()) {
      ResourceType type = entry.getKey();
      TypeSubscription subscription = entry.getValue();
      if (subscription.hasUpserts()) {
        if (gate.holds(type, unanswered.values())) {
          return Optional.empty();
        }
        Optional<Push> push = subscription.upserts(maxBytes, gate::holds, record::refusedBefore);
        if (push.isPresent()) {
          return push;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Push> nextRemovals() {
    if (!idle()) {
      return Optional.empty();
    }
    boolean behind = record.behind(catalog);
    for (ResourceType type : REMOVAL_ORDER) {
      TypeSubscription subscription = subscriptions.get(type);
      // A node that refused the new may still use what the new no longer needs.
      boolean needed = behind && type.compareTo(ResourceType.SECRET) <= 0;
      boolean held = needed || gate.holdsRemovals(type);
      if (subscription != null && subscription.hasRemovals() && !held) {
        Optional<Push> push = subscription.removals();
        if (push.isPresent()) {
          return push;
        }
      }
    }
    return Optional.empty();
  }

  private void send(Push push) {
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
    outlet.send(response.build());
  }

  /** A changed cluster warms until its endpoints come again, and Envoy does not ask for them. */
  private void repeatEndpoints(Push clusters) {
    Set<String> awaited = new HashSet<>();
    for (String name : clusters.names()) {
      if (catalog.find(ResourceType.ENDPOINTS, name).isPresent()) {
        awaited.add(name);
        TypeSubscription endpoints = subscriptions.get(ResourceType.ENDPOINTS);
        if (endpoints != null) {
          endpoints.repeat(name);
        }
      }
    }
    record.warms(awaited);
    gate.await(awaited);
  }

  private void answered(NodeRequest request) {
    Push push = unanswered.remove(request.nonce());
    if (push == null) {
      return;
    }
    Verdict verdict = Verdict.of(push, request);
    verdict.taken().forEach(this::taken);
    if (verdict.isAcknowledgement()) {
      metrics.accepted(push.type());
      record.gone(push.type(), push.removed());
    } else {
      refused(verdict);
    }
    if (push.type() == ResourceType.ENDPOINTS) {
      gate.arrived(push.names());
    } else if (push.type() == ResourceType.CLUSTER) {
      verdict.refused().forEach(resource -> gate.arrived(Set.of(resource.name())));
    }
    progress.answered(push.type());
    if (push.type() == ResourceType.PUBLISH) {
      publishes.answered(push);
      distributor.flushWaiting(node.view().cluster());
    }
  }

  private void taken(EncodedResource resource) {
    record.accepted(resource);
    distributor.taken(node, resource);
  }

  /** What is the object's fault goes back for everyone; what is the node's waits for it alone. */
  private void refused(Verdict verdict) {
    ResourceType type = verdict.push().type();
    metrics.refused(type);
    log.warn(
        "node {} refused {} of {} {} resources: {}",
        node.id(),
        verdict.refused().isEmpty()
            ? "some"
            : verdict.refused().stream().map(EncodedResource::name).toList(),
        verdict.push().resources().size(),
        type.shortName(),
        verdict.why());
    for (EncodedResource resource : verdict.refused()) {
      distributor.refused(node, resource, verdict.why());
    }
    TypeSubscription subscription = subscriptions.get(type);
    if (subscription != null) {
      subscription.sendAlone(verdict.suspects());
    }
  }

  /** A type that nobody serves here has no resources: the node is told so instead of waiting. */
  private void sendNothing(NodeRequest request) {
    DeltaDiscoveryResponse.Builder response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(request.typeUrl())
            .setNonce(Long.toString(++nonces));
    request.subscribe().stream()
        .filter(name -> !name.equals("*"))
        .forEach(response::addRemovedResources);
    outlet.send(response.build());
  }
}
