package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.NodeCatalog;
import dev.sluice.controller.resources.ObjectState;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.push.NodeStatus.TypeStatus;
import dev.sluice.controller.resources.push.ObjectDeployment.DeploymentState;
import dev.sluice.controller.resources.push.ObjectDeployment.NodeDeployment;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report of how far a node follows its subscriptions. */
final class NodeProgress {
  private final NodeIdentity node;
  private final NodeHistory record;
  private final NodeCatalog catalog;
  private final Map<ResourceType, TypeSubscription> subscriptions;
  private final Map<String, ResourcePush> unanswered;
  private final Map<ResourceType, String> acked = new EnumMap<>(ResourceType.class);

  NodeProgress(
      NodeIdentity node,
      NodeHistory record,
      NodeCatalog catalog,
      Map<ResourceType, TypeSubscription> subscriptions,
      Map<String, ResourcePush> unanswered) {
    this.node = node;
    this.record = record;
    this.catalog = catalog;
    this.subscriptions = subscriptions;
    this.unanswered = unanswered;
  }

  /** Returns whether the node accepted or rejected all resources of a type. */
  private boolean caughtUp(ResourceType type, TypeSubscription subscription) {
    return !subscription.hasUpserts()
        && !subscription.hasRemovals()
        && unanswered.values().stream().noneMatch(push -> push.type() == type);
  }

  /** Records that the node answered a push of a type. */
  void responded(ResourceType type) {
    TypeSubscription subscription = subscriptions.get(type);
    if (subscription != null && caughtUp(type, subscription)) {
      acked.put(type, catalog.version(type));
    }
  }

  /** Returns the status of each type that the node subscribes to. */
  NodeStatus status() {
    List<ResourceRejection> refusals = wanted();
    List<TypeStatus> types = new ArrayList<>();
    for (ResourceType type : subscriptions.keySet()) {
      responded(type);
      types.add(
          new TypeStatus(
              type,
              catalog.version(type),
              acked.getOrDefault(type, ""),
              refusals.stream().filter(refusal -> refusal.type() == type).findFirst()));
    }
    return new NodeStatus(node, types);
  }

  /** Returns the deployment of an object on the node; empty if the node does not use the object. */
  Optional<NodeDeployment> deployment(ObjectState object) {
    Optional<ResourceRejection> refusal =
        wanted().stream().filter(some -> some.object().equals(object.object())).findFirst();
    List<EncodedResource> own = object.served().resources().stream().filter(this::covers).toList();
    if (refusal.isPresent()) {
      return Optional.of(new NodeDeployment(node.id(), DeploymentState.FAILED, refusal));
    }
    if (own.isEmpty()) {
      return Optional.empty();
    }
    DeploymentState state =
        own.stream().anyMatch(this::awaits) ? DeploymentState.PENDING : DeploymentState.APPLIED;
    return Optional.of(new NodeDeployment(node.id(), state, refusal));
  }

  private List<ResourceRejection> wanted() {
    return record.rejections().filter(catalog.store()::isStillDesired).toList();
  }

  private boolean covers(EncodedResource resource) {
    TypeSubscription subscription = subscriptions.get(resource.type());
    return subscription != null
        && subscription.isSubscribed(resource.name())
        && catalog.find(resource.type(), resource.name()).isPresent();
  }

  private boolean awaits(EncodedResource resource) {
    TypeSubscription subscription = subscriptions.get(resource.type());
    return (subscription != null && subscription.isPending(resource.name()))
        || unanswered.values().stream()
            .anyMatch(
                push -> push.type() == resource.type() && push.names().contains(resource.name()));
  }
}
