package dev.sluice.controller.resources;

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
final class ObjectState {
  private final Set<ResourceKey> untaken = new HashSet<>();
  private ServedObject desired;
  private ServedObject served;
  private ServedObject settled;
  private @Nullable ServedObject good;
  private @Nullable Refusal rejection;
  private boolean leaving;

  ObjectState(ServedObject desired) {
    this.desired = desired;
    this.served = desired;
    this.settled = desired.gone();
    awaitAll();
  }

  String object() {
    return desired.object();
  }

  ServedObject served() {
    return served;
  }

  /** What of it is in the tables. */
  ServedObject settled() {
    return settled;
  }

  /** The tables are in line with what is served. */
  void settle() {
    settled = served;
  }

  /** Whether there is nothing left to know of it. */
  boolean isForgotten() {
    return desired.isGone() && served.isGone();
  }

  /** Whether something older than what the rows want is served. */
  boolean rejected() {
    return rejection != null;
  }

  /** Who refused what the rows want, and why. */
  Optional<Refusal> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** Whether what is served was taken as a whole. */
  boolean isGood() {
    return served.equals(good);
  }

  /** Whether a node took that resource, as it is served now, before. */
  boolean taken(EncodedResource resource) {
    return !untaken.contains(ResourceKey.of(resource));
  }

  /** The rows want this from now on: it is served unless it is just what was rejected. */
  void want(ServedObject next) {
    boolean same = next.hasSameContent(desired);
    Map<ResourceKey, String> held = taken();
    desired = next;
    leaving = false;
    if (next.isGone()) {
      good = null;
      rejection = null;
      served = next;
    } else if (same && rejection != null) {
      served = served.isGone() ? served : served.at(next.gateways());
    } else {
      served = next;
      if (!same) {
        rejection = null;
        awaitNew(held);
      }
    }
  }

  /** Nobody wants it, yet something that is served, or may be again, needs it. */
  void keep() {
    served = settled;
    leaving = false;
  }

  /** It is wanted; where it is not any more, what requests on their way may need stays. */
  void stay() {
    Set<String> gateways = new HashSet<>(settled.gateways());
    gateways.addAll(served.gateways());
    leaving = served.isLeftover() && gateways.size() > served.gateways().size();
    if (leaving) {
      served = served.at(gateways);
    }
  }

  /** Nobody wants or needs it: only what requests on their way may need stays. */
  void leave() {
    served = settled.leftover();
    leaving = !served.isGone();
  }

  /** Whether it is gone, or gone from some gateways, but for what stays for a while. */
  boolean isLeaving() {
    return leaving;
  }

  /** Ends what {@link #leave} or {@link #stay} began. */
  void drop() {
    served = isWanted() ? served.at(desired.gateways()) : desired;
    leaving = false;
  }

  boolean isWanted() {
    return !desired.isGone();
  }

  boolean wants(Refusal refusal) {
    return desired.resources().stream()
        .anyMatch(resource ->
            resource.type() == refusal.type()
                && resource.name().equals(refusal.name())
                && resource.version().equals(refusal.version()));
  }

  /** The objects without which what is served, or would be after a refusal, would lead nowhere. */
  Set<String> needs() {
    ServedObject last = good;
    if (last == null || last.equals(served)) {
      return served.needs();
    }
    Set<String> needs = new HashSet<>(last.needs());
    needs.addAll(served.needs());
    return needs;
  }

  /** A node took a resource as it is served now; says whether that made the whole good. */
  boolean take(EncodedResource resource) {
    if (!untaken.remove(ResourceKey.of(resource))
        || !isWanted()
        || isGood()
        || untaken.stream().anyMatch(this::counts)) {
      return false;
    }
    good = served;
    return true;
  }

  /** A node refused what is served and nobody took it: what was good before is served again. */
  void reject(Refusal refusal) {
    rejection = refusal;
    ServedObject last = good;
    served = last == null ? desired.gone() : last.at(desired.gateways());
    untaken.clear();
  }

  /** Goes on where another process left off: what it rejected, if it is that, stays so. */
  void remember(SavedObject saved) {
    Refusal refusal = saved.refusal().orElse(null);
    if (refusal != null && wants(refusal)) {
      rejection = refusal;
      served = saved.served().isGone() ? desired.gone() : saved.served().at(desired.gateways());
      good = served.isGone() ? null : served;
      untaken.clear();
    }
  }

  /** What another process needs to go on. */
  SavedObject saved() {
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
  private Map<ResourceKey, String> taken() {
    Map<ResourceKey, String> held = new HashMap<>();
    served.resources().stream()
        .filter(this::taken)
        .forEach(resource -> held.put(ResourceKey.of(resource), resource.version()));
    return held;
  }

  /** Whether an object is not good without that: policy servers need not be there. */
  private boolean counts(ResourceKey key) {
    return key.type().isEnvoys()
        || desired.resources().stream().noneMatch(resource -> resource.type().isEnvoys());
  }
}
