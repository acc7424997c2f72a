package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one stream wants of one type, what it has, and what is still to be looked at. A name waits
 * here at most once however often it changes, so the latest change wins.
 */
final class TypeSubscription {
  private static final String WILDCARD = "*";
  private final ResourceType type;
  private final Catalog catalog;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> held = new HashMap<>();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> again = new HashSet<>();
  private final Set<String> alone = new LinkedHashSet<>();
  private boolean wildcard;
  private boolean started;
  private boolean answerDue;

  TypeSubscription(ResourceType type, Catalog catalog) {
    this.type = type;
    this.catalog = catalog;
  }

  /** How many names the node asked for one by one. */
  int explicitNames() {
    return names.size();
  }

  /** Takes the part of a request that says what is wanted. */
  void request(DeltaDiscoveryRequest request) {
    if (!started) {
      started = true;
      held.putAll(request.getInitialResourceVersionsMap());
      dirty.addAll(held.keySet());
      if (request.getResourceNamesSubscribeCount() == 0 && type.wildcardByDefault()) {
        subscribeAll();
      }
    } else {
      // Who asks again for what it had wants it again.
      request.getResourceNamesSubscribeList().forEach(held::remove);
    }
    for (String name : request.getResourceNamesSubscribeList()) {
      if (name.equals(WILDCARD)) {
        subscribeAll();
      } else {
        names.add(name);
        dirty.add(name);
      }
    }
    request.getResourceNamesUnsubscribeList().forEach(this::unsubscribe);
  }

  private void subscribeAll() {
    wildcard = true;
    answerDue = true;
    dirty.addAll(catalog.names(type));
    dirty.addAll(held.keySet());
  }

  private void unsubscribe(String name) {
    if (name.equals(WILDCARD)) {
      wildcard = false;
      held.keySet().retainAll(names);
      return;
    }
    names.remove(name);
    held.remove(name);
    if (wildcard) {
      dirty.add(name);
    }
  }

  void changed(Set<String> changed) {
    if (wildcard) {
      dirty.addAll(changed);
    } else {
      changed.stream().filter(names::contains).forEach(dirty::add);
    }
  }

  /** Sends a resource once more although the node has it. */
  void repeat(String name) {
    if (wants(name)) {
      again.add(name);
      dirty.add(name);
    }
  }

  /** Sends each of these in an answer of its own, to find the one that is refused. */
  void sendAlone(Set<String> suspects) {
    alone.addAll(suspects);
  }

  boolean hasUpserts() {
    return answerDue || !dirty.isEmpty() || !alone.isEmpty();
  }

  boolean hasRemovals() {
    return !gone.isEmpty();
  }

  /**
   * The next answer with what is new or different, up to about {@code maxBytes}, and the names
   * asked for that do not exist.
   */
  Optional<Push> upserts(int maxBytes, Predicate<EncodedResource> refusedBefore) {
    if (!alone.isEmpty()) {
      return single();
    }
    List<EncodedResource> resources = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    int bytes = 0;
    for (Iterator<String> all = dirty.iterator(); all.hasNext() && bytes < maxBytes; ) {
      String name = all.next();
      all.remove();
      EncodedResource resource = wants(name) ? catalog.find(type, name).orElse(null) : null;
      if (resource != null) {
        gone.remove(name);
        if (due(resource) && !refusedBefore.test(resource)) {
          held.put(name, resource.version());
          resources.add(resource);
          bytes += resource.message().getSerializedSize();
        }
      } else if (held.containsKey(name) && wants(name)) {
        gone.add(name);
      } else if (names.contains(name)) {
        missing.add(name);
      }
    }
    boolean answer = answerDue || !resources.isEmpty() || !missing.isEmpty();
    answerDue = false;
    return answer ? Optional.of(new Push(type, resources, missing)) : Optional.empty();
  }

  /** The answer with what is no more. */
  Optional<Push> removals() {
    List<String> removed = new ArrayList<>();
    for (String name : gone) {
      if (held.remove(name) != null) {
        removed.add(name);
      }
    }
    gone.clear();
    return removed.isEmpty() ? Optional.empty() : Optional.of(new Push(type, List.of(), removed));
  }

  private Optional<Push> single() {
    String name = alone.iterator().next();
    alone.remove(name);
    return catalog
        .find(type, name)
        .filter(resource -> wants(name))
        .map(resource -> {
          held.put(name, resource.version());
          return new Push(type, List.of(resource), List.of());
        });
  }

  private boolean due(EncodedResource resource) {
    boolean repeated = again.remove(resource.name());
    return repeated || !resource.version().equals(held.get(resource.name()));
  }

  private boolean wants(String name) {
    return wildcard || names.contains(name);
  }
}
