package dev.sluice.controller.resources;

import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceKey;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an object on one cluster: the desired one, the served one, and the last one that a
 * node accepted completely. The served state is the desired one unless a node rejected it before
 * any other accepted it.
 */
public final class ObjectState {
  private final Set<ResourceKey> untaken = new HashSet<>();
  private ServedObject desired;
  private ServedObject served;
  private ServedObject indexed;
  private @Nullable ServedObject good;
  private @Nullable ResourceRejection rejection;
  private boolean leaving;

  ObjectState(ServedObject desired) {
    this.desired = desired;
    this.served = desired;
    this.indexed = desired.removed();
    awaitAll();
  }

  public String object() {
    return desired.object();
  }

  public ServedObject served() {
    return served;
  }

  /** Returns the state that the tables contain. */
  ServedObject indexed() {
    return indexed;
  }

  /** Records that the tables contain the served state. */
  void markIndexed() {
    indexed = served;
  }

  /** Returns whether the state can be forgotten. */
  boolean isRemovable() {
    return desired.isRemoved() && served.isRemoved();
  }

  /** Returns whether an earlier state than the desired one is served. */
  public boolean isRejected() {
    return rejection != null;
  }

  /** Returns the rejection of the desired state. */
  Optional<ResourceRejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** Returns whether nodes accepted the served state completely. */
  boolean isFullyAccepted() {
    return served.equals(good);
  }

  /** Returns whether a node accepted this version of a resource. */
  public boolean accepted(EncodedResource resource) {
    return !untaken.contains(ResourceKey.of(resource));
  }

  /** Sets the desired state and serves it unless it is the rejected one. */
  void setDesired(ServedObject next) {
    boolean same = next.hasSameContent(desired);
    Map<ResourceKey, String> held = accepted();
    desired = next;
    leaving = false;
    if (next.isRemoved()) {
      good = null;
      rejection = null;
      served = next;
    } else if (same && rejection != null) {
      served = served.isRemoved() ? served : served.onGateways(next.gateways());
    } else {
      served = next;
      if (!same) {
        rejection = null;
        awaitNew(held);
      }
    }
  }

  /** Keeps the served state because a served object, or the rollback of one, depends on it. */
  void keepServed() {
    served = indexed;
    leaving = false;
  }

  /** Serves the desired state and drains the gateways that are no longer in it. */
  void drainOldGateways() {
    Set<String> gateways = new HashSet<>(indexed.gateways());
    gateways.addAll(served.gateways());
    leaving = served.isDrainable() && gateways.size() > served.gateways().size();
    if (leaving) {
      served = served.onGateways(gateways);
    }
  }

  /** Drains the object: only resources that requests in flight may need stay. */
  void drain() {
    served = indexed.drainablePart();
    leaving = !served.isRemoved();
  }

  /** Returns whether the object is draining on some gateway. */
  boolean isDraining() {
    return leaving;
  }

  /** Ends the drain that {@link #drain} or {@link #drainOldGateways} started. */
  void finishDraining() {
    served = isDesired() ? served.onGateways(desired.gateways()) : desired;
    leaving = false;
  }

  boolean isDesired() {
    return !desired.isRemoved();
  }

  boolean isStillDesired(ResourceRejection refusal) {
    return desired.resources().stream()
        .anyMatch(resource ->
            resource.type() == refusal.type()
                && resource.name().equals(refusal.name())
                && resource.version().equals(refusal.version()));
  }

  /** Returns the objects that the served state or a rollback depends on. */
  Set<String> dependencies() {
    ServedObject last = good;
    if (last == null || last.equals(served)) {
      return served.dependencies();
    }
    Set<String> needs = new HashSet<>(last.dependencies());
    needs.addAll(served.dependencies());
    return needs;
  }

  /**
   * Records that a node accepted a resource and returns whether the object is now accepted
   * completely.
   */
  boolean accept(EncodedResource resource) {
    if (!untaken.remove(ResourceKey.of(resource))
        || !isDesired()
        || isFullyAccepted()
        || untaken.stream().anyMatch(this::counts)) {
      return false;
    }
    good = served;
    return true;
  }

  /** Rejects the served state before any node accepted it and serves the last accepted one. */
  void reject(ResourceRejection refusal) {
    rejection = refusal;
    ServedObject last = good;
    served = last == null ? desired.removed() : last.onGateways(desired.gateways());
    untaken.clear();
  }

  /** Restores the state that an earlier process saved. */
  void restore(SavedObject saved) {
    ResourceRejection refusal = saved.rejection().orElse(null);
    if (refusal != null && isStillDesired(refusal)) {
      rejection = refusal;
      served =
          saved.served().isRemoved()
              ? desired.removed()
              : saved.served().onGateways(desired.gateways());
      good = served.isRemoved() ? null : served;
      untaken.clear();
    }
  }

  /** Returns the state to save for the next process. */
  SavedObject toSavedObject() {
    return new SavedObject(served, rejection());
  }

  private void awaitAll() {
    desired.resources().forEach(resource -> untaken.add(ResourceKey.of(resource)));
  }

  /**
   * Expects acknowledgements only of resources that differ, because the others are not sent again.
   */
  private void awaitNew(Map<ResourceKey, String> held) {
    untaken.clear();
    for (EncodedResource resource : desired.resources()) {
      ResourceKey key = ResourceKey.of(resource);
      if (!resource.version().equals(held.get(key))) {
        untaken.add(key);
      }
    }
    if (untaken.stream().noneMatch(this::counts)) {
      good = served;
    }
  }

  /** Returns the versions of served resources that a node accepted. */
  private Map<ResourceKey, String> accepted() {
    Map<ResourceKey, String> held = new HashMap<>();
    served.resources().stream()
        .filter(this::accepted)
        .forEach(resource -> held.put(ResourceKey.of(resource), resource.version()));
    return held;
  }

  /**
   * Returns whether the object needs an acknowledgement of a resource; policy servers may be
   * absent.
   */
  private boolean counts(ResourceKey key) {
    return key.type().isForEnvoys()
        || desired.resources().stream().noneMatch(resource -> resource.type().isForEnvoys());
  }
}
