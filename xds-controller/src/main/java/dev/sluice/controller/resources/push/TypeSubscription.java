package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.ClusterChange.ReplacedResource;
import dev.sluice.controller.resources.NodeCatalog;
import dev.sluice.controller.resources.ResourceNameTable;
import dev.sluice.controller.resources.ServedResource;
import dev.sluice.controller.resources.node.InitialResourceVersion;
import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of one stream to one type, with the names that are pending for it. A name is
 * pending at most once, so that only its latest change is sent.
 */
final class TypeSubscription {
  private static final String WILDCARD = "*";
  private static final String NOTHING = "";

  private final ResourceType type;
  private final NodeCatalog catalog;
  private final ResourceNameTable table;
  private final BitSet named = new BitSet();

  /** The pending names, each with the version that the node has. */
  private final Map<String, String> pending = new LinkedHashMap<>();

  private final Set<String> again = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> alone = new LinkedHashSet<>();
  private boolean wildcard;
  private boolean started;
  private boolean answerDue;

  TypeSubscription(ResourceType type, NodeCatalog catalog) {
    this.type = type;
    this.catalog = catalog;
    this.table = catalog.nameTable(type);
  }

  /** Returns the number of names that the node subscribes to one by one. */
  int explicitNameCount() {
    return named.cardinality();
  }

  /** Applies the subscriptions of a request. */
  void request(NodeRequest request) {
    List<InitialResourceVersion> held = started ? List.of() : request.initialVersions();
    boolean all =
        request.subscribe().contains(WILDCARD)
            || (!started && request.subscribe().isEmpty() && type.wildcardByDefault());
    started = true;
    BitSet asked = subscribe(request.subscribe());
    long current = 0;
    for (InitialResourceVersion has : held) {
      current += await(has.name(), has.version());
      if (!asked.isEmpty()) {
        table.unset(has.name(), asked);
      }
    }
    // A node that subscribes again to a name wants the resource again.
    table.names(asked).forEach(name -> await(name, NOTHING));
    if (all) {
      subscribeAll(current, held);
    }
    request.rest().getResourceNamesUnsubscribeList().forEach(this::unsubscribe);
  }

  private BitSet subscribe(List<String> names) {
    BitSet asked = new BitSet();
    for (String name : names) {
      if (!name.equals(WILDCARD)) {
        asked.set(table.add(name, named));
      }
    }
    return asked;
  }

  /**
   * Subscribes to all names.
   *
   * @param current the checksum of the resources that the node has in their served version
   */
  private void subscribeAll(long current, List<InitialResourceVersion> held) {
    wildcard = true;
    answerDue = true;
    if (current != catalog.checksum(type)) {
      Set<String> told = HashSet.newHashSet(held.size());
      held.forEach(has -> told.add(has.name()));
      catalog
          .names(type)
          .filter(name -> !told.contains(name))
          .forEach(name -> await(name, NOTHING));
    }
  }

  /**
   * Makes a name pending unless the node has the served version; in that case returns its checksum.
   */
  private long await(String name, String version) {
    ServedResource placed = find(name);
    if (placed != null && placed.resource().version().equals(version)) {
      return placed.resource().checksum();
    }
    pending.putIfAbsent(name, version);
    return 0;
  }

  private void unsubscribe(String name) {
    if (name.equals(WILDCARD)) {
      wildcard = false;
      pending.keySet().removeIf(waiting -> !isSubscribed(waiting));
      gone.removeIf(waiting -> !isSubscribed(waiting));
      return;
    }
    table.remove(name, named);
    if (wildcard) {
      resend(name);
    } else {
      pending.remove(name);
      gone.remove(name);
    }
  }

  void changed(ReplacedResource replaced) {
    ServedResource before = replaced.before();
    if (isSubscribed(replaced.name()) && replaced.isVisibleTo(catalog.scope())) {
      String version =
          before == null || !before.isVisible(catalog.scope())
              ? NOTHING
              : before.resource().version();
      pending.putIfAbsent(replaced.name(), version);
    }
  }

  /** Sends a resource again although the node has it. */
  void resend(String name) {
    if (isSubscribed(name)) {
      again.add(name);
      ServedResource current = find(name);
      pending.putIfAbsent(name, current == null ? NOTHING : current.resource().version());
    }
  }

  /** Sends each resource in a response of its own, to find the one that is rejected. */
  void sendSeparately(Set<String> suspects) {
    alone.addAll(suspects);
  }

  boolean hasUpserts() {
    return answerDue || !pending.isEmpty() || !alone.isEmpty();
  }

  boolean hasRemovals() {
    return !gone.isEmpty();
  }

  /** Returns whether the node may have outdated routes or outdated targets of routes. */
  boolean isBehindWithRoutes() {
    return !type.outlivesRoutes() && (hasUpserts() || hasRemovals());
  }

  /** Returns whether a name is still to be sent. */
  boolean isPending(String name) {
    return pending.containsKey(name) || alone.contains(name) || gone.contains(name);
  }

  /**
   * Returns the next response with changed resources, up to about {@code maxBytes}, and with
   * requested names that do not exist; empty if all must wait.
   *
   * @param early whether a resource must wait longer, unless all names are subscribed to
   */
  Optional<ResourcePush> upserts(
      int maxBytes, Predicate<ServedResource> early, Predicate<EncodedResource> refusedBefore) {
    while (!alone.isEmpty()) {
      Optional<ResourcePush> single = single();
      if (single.isPresent()) {
        return single;
      }
    }
    List<EncodedResource> resources = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    int bytes = 0;
    for (Iterator<Map.Entry<String, String>> all = pending.entrySet().iterator();
        all.hasNext() && bytes < maxBytes; ) {
      Map.Entry<String, String> waiting = all.next();
      String name = waiting.getKey();
      ServedResource placed = isSubscribed(name) ? find(name) : null;
      if (placed != null && !answerDue && early.test(placed)) {
        continue;
      }
      all.remove();
      boolean repeated = again.remove(name);
      if (placed != null) {
        EncodedResource resource = placed.resource();
        gone.remove(name);
        boolean due = repeated || !resource.version().equals(waiting.getValue());
        if (due && !refusedBefore.test(resource)) {
          resources.add(resource);
          bytes += resource.responseBytes();
        }
      } else if (!waiting.getValue().equals(NOTHING) && isSubscribed(name)) {
        gone.add(name);
      } else if (table.contains(name, named)) {
        missing.add(name);
      }
    }
    boolean answer = answerDue || !resources.isEmpty() || !missing.isEmpty();
    answerDue = false;
    return answer ? Optional.of(new ResourcePush(type, resources, missing)) : Optional.empty();
  }

  /** Returns the response with removed names. */
  Optional<ResourcePush> removals() {
    List<String> removed = List.copyOf(gone);
    gone.clear();
    return removed.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResourcePush(type, List.of(), removed));
  }

  /** Unsubscribes from all names, so that unused names are forgotten. */
  void close() {
    table.clear(named);
  }

  private Optional<ResourcePush> single() {
    String name = alone.iterator().next();
    alone.remove(name);
    return catalog
        .find(type, name)
        .filter(placed -> isSubscribed(name))
        .map(placed -> new ResourcePush(type, List.of(placed.resource()), List.of()));
  }

  private @Nullable ServedResource find(String name) {
    return catalog.find(type, name).orElse(null);
  }

  /** Returns whether the node subscribes to a name. */
  boolean isSubscribed(String name) {
    return wildcard || table.contains(name, named);
  }
}
