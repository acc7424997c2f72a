package dev.sluice.controller.resources.object;

import dev.sluice.controller.xds.resource.ResourceJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A difference of one resource on one cluster; at most one of the two sides is empty.
 *
 * @param object the object that the resource is a part of
 */
public record ResourceDifference(
    String cluster,
    String object,
    Optional<EncodedResource> before,
    Optional<EncodedResource> after) {
  /** Compares objects, each of which is on both sides unless it does not differ. */
  public static List<ResourceDifference> between(
      List<ServedObject> before, List<ServedObject> after) {
    Map<String, ServedObject> old = new LinkedHashMap<>();
    before.forEach(object -> old.put(key(object), object));
    List<ResourceDifference> changes = new ArrayList<>();
    for (ServedObject object : after) {
      ServedObject last = old.get(key(object));
      if (last != null) {
        addChanges(resources(last), resources(object), object, changes);
      }
    }
    return changes;
  }

  private static String key(ServedObject object) {
    return object.cluster() + " " + object.object();
  }

  private static Map<String, EncodedResource> resources(ServedObject object) {
    Map<String, EncodedResource> resources = new LinkedHashMap<>();
    if (!object.isRemoved()) {
      object
          .resources()
          .forEach(resource -> resources.put(resource.type() + " " + resource.name(), resource));
    }
    return resources;
  }

  private static void addChanges(
      Map<String, EncodedResource> before,
      Map<String, EncodedResource> after,
      ServedObject object,
      List<ResourceDifference> changes) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Optional<EncodedResource> old = Optional.ofNullable(before.get(name));
      Optional<EncodedResource> now = Optional.ofNullable(after.get(name));
      if (old.isEmpty() || now.isEmpty() || !old.get().isSameAs(now.get())) {
        changes.add(new ResourceDifference(object.cluster(), object.object(), old, now));
      }
    }
  }

  /** Returns the short name of the type. */
  public String type() {
    return resource().type().shortName();
  }

  public String name() {
    return resource().name();
  }

  private EncodedResource resource() {
    return after.or(this::before).orElseThrow();
  }

  /** Returns whether the resource may be shown; others are secrets, or name digests of keys. */
  public boolean isShowable() {
    return switch (resource().type()) {
      case SECRET, CREDENTIAL, REVOCATION -> false;
      case CLUSTER,
          API_CLUSTER,
          ENDPOINTS,
          LISTENER,
          ROUTES,
          SCOPE,
          API_ROUTES,
          API_LISTENER,
          ADDRESS_BLOCK,
          EMERGENCY_FACTOR,
          PUBLISH,
          PLAN,
          LLM_MODEL,
          CACHE_PURGE ->
          true;
    };
  }

  /** Returns the JSON form of a resource. */
  public static String json(EncodedResource resource) {
    return ResourceJson.of(resource.message().getResource());
  }
}
