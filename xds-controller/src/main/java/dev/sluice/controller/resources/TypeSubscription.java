package dev.sluice.controller.resources;

import dev.sluice.controller.resources.Change.Replaced;
import dev.sluice.controller.xds.ResourceType;
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
 * What one stream wants of one type, and what of that it has not as it is now. A name waits here at
 * most once however often it changes, so the latest change wins; of all else the node has what the
 * store has, and nothing needs to be remembered.
 */
final class TypeSubscription {
  private static final String WILDCARD = "*";
  private static final String NOTHING = "";

  private final ResourceType type;
  private final Catalog catalog;
  private final NameTable table;
  private final BitSet named = new BitSet();

  /** What waits, and the version of it that the node has. */
  private final Map<String, String> pending = new LinkedHashMap<>();

  private final Set<String> again = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> alone = new LinkedHashSet<>();
  private boolean wildcard;
  private boolean started;
  private boolean answerDue;

  TypeSubscription(ResourceType type, Catalog catalog) {
    this.type = type;
    this.catalog = catalog;
    this.table = catalog.nameTable(type);
  }

  /** How many names the node asked for one by one. */
  int explicitNames() {
    return named.cardinality();
  }

  /** Takes the part of a request that says what is wanted. */
  void request(NodeRequest request) {
    List<HeldVersion> held = started ? List.of() : request.held();
    boolean all =
        request.subscribe().contains(WILDCARD)
            || (!started && request.subscribe().isEmpty() && type.wildcardByDefault());
    started = true;
    BitSet asked = subscribe(request.subscribe());
    long current = 0;
    for (HeldVersion has : held) {
      current += await(has.name(), has.version());
      if (!asked.isEmpty()) {
        table.strike(has.name(), asked);
      }
    }
    // Who asks again for what it had wants it again.
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
   * Everything is asked for.
   *
   * @param current the sum of the marks of all that the node has just as it is here
   */
  private void subscribeAll(long current, List<HeldVersion> held) {
    wildcard = true;
    answerDue = true;
    if (current != catalog.sum(type)) {
      Set<String> told = HashSet.newHashSet(held.size());
      held.forEach(has -> told.add(has.name()));
      catalog
          .names(type)
          .filter(name -> !told.contains(name))
          .forEach(name -> await(name, NOTHING));
    }
  }

  /** Lets a name wait unless the node has just what there is; then, says its mark. */
  private long await(String name, String version) {
    Placed placed = find(name);
    if (placed != null && placed.resource().version().equals(version)) {
      return placed.resource().mark();
    }
    pending.putIfAbsent(name, version);
    return 0;
  }

  private void unsubscribe(String name) {
    if (name.equals(WILDCARD)) {
      wildcard = false;
      pending.keySet().removeIf(waiting -> !wants(waiting));
      gone.removeIf(waiting -> !wants(waiting));
      return;
    }
    table.remove(name, named);
    if (wildcard) {
      repeat(name);
    } else {
      pending.remove(name);
      gone.remove(name);
    }
  }

  void changed(Replaced replaced) {
    Placed before = replaced.before();
    if (wants(replaced.name()) && replaced.changes(catalog.view())) {
      String version =
          before == null || !before.visible(catalog.view()) ? NOTHING : before.resource().version();
      pending.putIfAbsent(replaced.name(), version);
    }
  }

  /** Sends a resource once more although the node has it. */
  void repeat(String name) {
    if (wants(name)) {
      again.add(name);
      Placed current = find(name);
      pending.putIfAbsent(name, current == null ? NOTHING : current.resource().version());
    }
  }

  /** Sends each of these in an answer of its own, to find the one that is refused. */
  void sendAlone(Set<String> suspects) {
    alone.addAll(suspects);
  }

  boolean hasUpserts() {
    return answerDue || !pending.isEmpty() || !alone.isEmpty();
  }

  boolean hasRemovals() {
    return !gone.isEmpty();
  }

  /** Whether the node may still have routes, or what leads to them, that are different by now. */
  boolean isBehindWithRoutes() {
    return !type.outlivesRoutes() && (hasUpserts() || hasRemovals());
  }

  /** Whether what that name stands for is still to be sent. */
  boolean awaits(String name) {
    return pending.containsKey(name) || alone.contains(name) || gone.contains(name);
  }

  /**
   * The next answer with what is new or different, up to about {@code maxBytes}, and the names
   * asked for that do not exist. Empty when there is nothing that may go now.
   *
   * @param early what has to wait longer, unless everything is asked for
   */
  Optional<Push> upserts(
      int maxBytes, Predicate<Placed> early, Predicate<EncodedResource> refusedBefore) {
    while (!alone.isEmpty()) {
      Optional<Push> single = single();
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
      Placed placed = wants(name) ? find(name) : null;
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
          bytes += resource.bytes();
        }
      } else if (!waiting.getValue().equals(NOTHING) && wants(name)) {
        gone.add(name);
      } else if (table.contains(name, named)) {
        missing.add(name);
      }
    }
    boolean answer = answerDue || !resources.isEmpty() || !missing.isEmpty();
    answerDue = false;
    return answer ? Optional.of(new Push(type, resources, missing)) : Optional.empty();
  }

  /** The answer with what is no more. */
  Optional<Push> removals() {
    List<String> removed = List.copyOf(gone);
    gone.clear();
    return removed.isEmpty() ? Optional.empty() : Optional.of(new Push(type, List.of(), removed));
  }

  /** Forgets everything, so that names nobody wants any more are forgotten too. */
  void close() {
    table.clear(named);
  }

  private Optional<Push> single() {
    String name = alone.iterator().next();
    alone.remove(name);
    return catalog
        .find(type, name)
        .filter(placed -> wants(name))
        .map(placed -> new Push(type, List.of(placed.resource()), List.of()));
  }

  private @Nullable Placed find(String name) {
    return catalog.find(type, name).orElse(null);
  }

  /** Whether the node asked for that name, or for all. */
  boolean wants(String name) {
    return wildcard || table.contains(name, named);
  }
}
