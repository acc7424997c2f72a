package dev.sluice.controller.resources;

import dev.sluice.controller.resources.Deployment.OnNode;
import dev.sluice.controller.resources.Deployment.State;
import dev.sluice.controller.resources.NodeStatus.TypeStatus;
import dev.sluice.controller.xds.ResourceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far one stream's node is, as its subscriptions and unanswered pushes tell. */
final class NodeProgress {
  private final NodeIdentity node;
  private final NodeRecord record;
  private final Catalog catalog;
  private final Map<ResourceType, TypeSubscription> subscriptions;
  private final Map<String, Push> unanswered;
  private final Map<ResourceType, String> acked = new EnumMap<>(ResourceType.class);

  NodeProgress(
      NodeIdentity node,
      NodeRecord record,
      Catalog catalog,
      Map<ResourceType, TypeSubscription> subscriptions,
      Map<String, Push> unanswered) {
    this.node = node;
    this.record = record;
    this.catalog = catalog;
    this.subscriptions = subscriptions;
    this.unanswered = unanswered;
  }

  /** Whether the node has all there is of a type, or refused it. */
  private boolean caughtUp(ResourceType type, TypeSubscription subscription) {
    return !subscription.hasUpserts()
        && !subscription.hasRemovals()
        && unanswered.values().stream().noneMatch(push -> push.type() == type);
  }

  /** The node has answered a push of that type. */
  void answered(ResourceType type) {
    TypeSubscription subscription = subscriptions.get(type);
    if (subscription != null && caughtUp(type, subscription)) {
      acked.put(type, catalog.version(type));
    }
  }

  /** How far the node is with each type that it asked for. */
  NodeStatus status() {
    List<Refusal> refusals = wanted();
    List<TypeStatus> types = new ArrayList<>();
    for (ResourceType type : subscriptions.keySet()) {
      answered(type);
      types.add(
          new TypeStatus(
              type,
              catalog.version(type),
              acked.getOrDefault(type, ""),
              refusals.stream().filter(refusal -> refusal.type() == type).findFirst()));
    }
    return new NodeStatus(node, types);
  }

  /** What became of an object here; empty when this node has nothing to do with it. */
  Optional<OnNode> deployment(ObjectState object) {
    Optional<Refusal> refusal =
        wanted().stream().filter(some -> some.object().equals(object.object())).findFirst();
    List<EncodedResource> own = object.served().resources().stream().filter(this::covers).toList();
    if (refusal.isPresent()) {
      return Optional.of(new OnNode(node.id(), State.FAILED, refusal));
    }
    if (own.isEmpty()) {
      return Optional.empty();
    }
    State state = own.stream().anyMatch(this::awaits) ? State.PENDING : State.APPLIED;
    return Optional.of(new OnNode(node.id(), state, refusal));
  }

  private List<Refusal> wanted() {
    return record.refusals().filter(catalog.store()::wants).toList();
  }

  private boolean covers(EncodedResource resource) {
    TypeSubscription subscription = subscriptions.get(resource.type());
    return subscription != null
        && subscription.wants(resource.name())
        && catalog.find(resource.type(), resource.name()).isPresent();
  }

  private boolean awaits(EncodedResource resource) {
    TypeSubscription subscription = subscriptions.get(resource.type());
    return (subscription != null && subscription.awaits(resource.name()))
        || unanswered.values().stream()
            .anyMatch(
                push -> push.type() == resource.type() && push.names().contains(resource.name()));
  }
}
