package dev.sluice.ctl.resource;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ManagementClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The resources of a tenant on the server, read once and found by name. */
public final class RemoteResources {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Set<String> CLOSED = Set.of("cancelled", "rejected");

  private final ManagementClient client;
  private final Portal portal;
  private final Map<ResourceKind, Map<String, ObjectNode>> byId = new EnumMap<>(ResourceKind.class);
  private final Map<ResourceKind, Map<String, List<ObjectNode>>> byName =
      new EnumMap<>(ResourceKind.class);

  public RemoteResources(ManagementClient client, Portal portal) {
    this.client = client;
    this.portal = portal;
  }

  public Portal portal() {
    return portal;
  }

  /** Returns the resources of a kind, in the order of the server. */
  public List<ObjectNode> all(ResourceKind kind) {
    return List.copyOf(load(kind).values());
  }

  /** Returns the resources of a kind that filters of the server select. */
  public List<ObjectNode> all(ResourceKind kind, Map<String, String> filters) {
    Stream<String> parents =
        kind.parent().isEmpty()
            ? Stream.of("")
            : all(kind.parent().get()).stream().map(RemoteResources::id);
    return parents
        .flatMap(parent -> client.list(kind.path(portal, parent), filters).stream())
        .toList();
  }

  /** Returns the entries of usage that parameters of the server select. */
  public List<ObjectNode> usage(Map<String, String> query) {
    return client.list(portal.path() + "usage", query);
  }

  /** Returns the entries of a list about quotas. */
  public List<ObjectNode> quotas(QuotaList list, Map<String, String> query) {
    return client.list(portal.path() + list.word(), query);
  }

  /** Adds a resource that was created or changed. */
  public void add(ResourceKind kind, ObjectNode resource) {
    load(kind).put(id(resource), resource);
    byName.remove(kind);
  }

  /** Returns the path of a resource. */
  public String path(ResourceKind kind, ObjectNode resource) {
    String parent =
        kind.parent().isEmpty() ? "" : resource.path(kind.key().getFirst()).asString("");
    return kind.path(portal, parent) + "/" + id(resource);
  }

  /** Returns the resource with a name, or with the beginning of a name that no other has. */
  public ObjectNode get(ResourceKind kind, String name) {
    if (isId(name)) {
      return Optional.ofNullable(load(kind).get(name))
          .or(() -> find(kind, name))
          .orElseThrow(() -> missing(kind, name));
    }
    Optional<ObjectNode> exact = find(kind, name);
    if (exact.isPresent()) {
      return exact.get();
    }
    List<String> longer =
        names(kind).keySet().stream().filter(other -> other.startsWith(name + "/")).toList();
    if (longer.size() > 1) {
      throw CommandFailure.error(
          "The name \"%s\" fits several of %s: %s; give a whole name."
              .formatted(name, kind.plural(), String.join(", ", longer)));
    }
    return longer.stream()
        .findFirst()
        .flatMap(other -> find(kind, other))
        .orElseThrow(() -> missing(kind, name));
  }

  /** Returns the resource with a whole name. */
  public Optional<ObjectNode> find(ResourceKind kind, String name) {
    List<ObjectNode> found = names(kind).getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw CommandFailure.error(
          "%d of %s have the name \"%s\": %s; rename one, or use an id."
              .formatted(
                  found.size(),
                  kind.plural(),
                  name,
                  found.stream().map(RemoteResources::id).toList()));
    }
    return found.stream().findFirst();
  }

  /** Returns the name of a resource, or its id if this portal has no names for the kind. */
  public String name(ResourceKind kind, JsonNode resource) {
    if (kind == ResourceKind.SUBSCRIPTION && portal != Portal.CUSTOMER) {
      return id(resource);
    }
    List<String> segments = new ArrayList<>();
    for (String member : ResourceName.members(kind, portal)) {
      ResourceKind referred = kind.references().get(member);
      if (referred != null && resource.path(member).isString()) {
        segments.add(nameOfId(referred, resource.path(member).asString()));
      } else if (referred == null) {
        value(resource, member).map(ResourceName::segment).ifPresent(segments::add);
      }
    }
    return segments.isEmpty() ? id(resource) : String.join("/", segments);
  }

  /** Returns the name of the resource with an id, or the id if it cannot be read. */
  public String nameOfId(ResourceKind kind, String id) {
    if (!kind.isReadable(portal)) {
      return id;
    }
    ObjectNode resource = load(kind).get(id);
    return resource == null ? id : name(kind, resource);
  }

  /** Returns whether a resource can be found by its name; closed subscriptions cannot. */
  public boolean isNamed(ResourceKind kind, JsonNode resource) {
    return kind != ResourceKind.SUBSCRIPTION
        || !CLOSED.contains(resource.path("status").asString(""));
  }

  /** Returns the members that the name of a resource consists of. */
  public List<String> nameMembers(ResourceKind kind) {
    return ResourceName.members(kind, portal);
  }

  private Map<String, List<ObjectNode>> names(ResourceKind kind) {
    Map<String, List<ObjectNode>> known = byName.get(kind);
    if (known != null) {
      return known;
    }
    Map<String, List<ObjectNode>> names = new LinkedHashMap<>();
    for (ObjectNode resource : load(kind).values()) {
      if (isNamed(kind, resource)) {
        names.computeIfAbsent(name(kind, resource), _ -> new ArrayList<>()).add(resource);
      }
    }
    byName.put(kind, names);
    return names;
  }

  private Map<String, ObjectNode> load(ResourceKind kind) {
    Map<String, ObjectNode> known = byId.get(kind);
    if (known != null) {
      return known;
    }
    Map<String, ObjectNode> loaded = new LinkedHashMap<>();
    all(kind, Map.of()).forEach(resource -> loaded.put(id(resource), resource));
    byId.put(kind, loaded);
    return loaded;
  }

  private static Optional<String> value(JsonNode resource, String member) {
    List<String> parts =
        Stream.of(member.split(":", -1))
            .map(part -> resource.path(part))
            .filter(part -> !part.isNull() && !part.isMissingNode())
            .map(JsonNode::asString)
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(":", parts));
  }

  private static CommandFailure missing(ResourceKind kind, String name) {
    return CommandFailure.error(
        "There is no %s \"%s\"; see sluicectl get %s."
            .formatted(kind.singular(), name, kind.plural()));
  }

  /** Returns whether a text has the form of an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public static String id(JsonNode resource) {
    return resource.path("id").asString("");
  }
}
