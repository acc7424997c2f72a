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
 * One object on one cluster: what its rows want, what is served, and what was last taken by a node
 * as a whole. The first is the second unless some node refused it and none had taken it.
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

  /** What of it is in the tables. */
  ServedObject indexed() {
    return indexed;
  }

  /** The tables are in line with what is served. */
  void markIndexed() {
    indexed = served;
  }

  /** Whether there is nothing left to know of it. */
  boolean isRemovable() {
    return desired.isRemoved() && served.isRemoved();
  }

  /** Whether something older than what the rows want is served. */
  public boolean isRejected() {
    return rejection != null;
  }

  /** Who refused what the rows want, and why. */
  Optional<ResourceRejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** Whether what is served was taken as a whole. */
  boolean isFullyAccepted() {
    return served.equals(good);
  }

  /** Whether a node took that resource, as it is served now, before. */
  public boolean accepted(EncodedResource resource) {
    return !untaken.contains(ResourceKey.of(resource));
  }

  /** The rows want this from now on: it is served unless it is just what was rejected. */
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

  /** Nobody wants it, yet something that is served, or may be again, needs it. */
  void keepServed() {
    served = indexed;
    leaving = false;
  }

  /** It is wanted; where it is not any more, what requests on their way may need stays. */
  void drainOldGateways() {
    Set<String> gateways = new HashSet<>(indexed.gateways());
    gateways.addAll(served.gateways());
    leaving = served.isDrainable() && gateways.size() > served.gateways().size();
    if (leaving) {
      served = served.onGateways(gateways);
    }
  }

  /** Nobody wants or needs it: only what requests on their way may need stays. */
  void drain() {
    served = indexed.drainablePart();
    leaving = !served.isRemoved();
  }

  /** Whether it is gone, or gone from some gateways, but for what stays for a while. */
  boolean isDraining() {
    return leaving;
  }

  /** Ends what {@link #drain} or {@link #drainOldGateways} began. */
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

  /** The objects without which what is served, or would be after a refusal, would lead nowhere. */
  Set<String> dependencies() {
    ServedObject last = good;
    if (last == null || last.equals(served)) {
      return served.dependencies();
    }
    Set<String> needs = new HashSet<>(last.dependencies());
    needs.addAll(served.dependencies());
    return needs;
  }

  /** A node took a resource as it is served now; says whether that made the whole good. */
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

  /** A node refused what is served and nobody took it: what was good before is served again. */
  void reject(ResourceRejection refusal) {
    rejection = refusal;
    ServedObject last = good;
    served = last == null ? desired.removed() : last.onGateways(desired.gateways());
    untaken.clear();
  }

  /** Goes on where another process left off: what it rejected, if it is that, stays so. */
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

  /** What another process needs to go on. */
  SavedObject toSavedObject() {
    return new SavedObject(served, rejection());
  }

  private void awaitAll() {
    desired.resources().forEach(resource -> untaken.add(ResourceKey.of(resource)));
  }

  /** What stays as it was taken is not sent again, so nobody will take it once more. */
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

  /** The versions of what is served, as far as a node took it. */
  private Map<ResourceKey, String> accepted() {
    Map<ResourceKey, String> held = new HashMap<>();
    served.resources().stream()
        .filter(this::accepted)
        .forEach(resource -> held.put(ResourceKey.of(resource), resource.version()));
    return held;
  }

  /** Whether an object is not good without that: policy servers need not be there. */
  private boolean counts(ResourceKey key) {
    return key.type().isForEnvoys()
        || desired.resources().stream().noneMatch(resource -> resource.type().isForEnvoys());
  }
}
