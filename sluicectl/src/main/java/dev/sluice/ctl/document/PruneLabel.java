package dev.sluice.ctl.document;

import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A label that selects the resources that documents may prune. A resource without labels belongs to
 * the one that its name or scope begins with. A product has the label as a tag.
 */
public record PruneLabel(String name, String value) {
  /** The members that name the resource to which one belongs; the first that is not null counts. */
  private static final Map<ResourceKind, List<String>> OWNERS =
      Map.of(
          ResourceKind.API_VERSION, List.of("api_service_id"),
          ResourceKind.BACKEND, List.of("api_service_id"),
          ResourceKind.ENDPOINT, List.of("backend_id"),
          ResourceKind.LLM_MODEL, List.of("backend_id"),
          ResourceKind.ROUTE, List.of("api_service_id"),
          ResourceKind.POLICY, List.of("route_id", "api_service_id", "gateway_id"),
          ResourceKind.PLAN, List.of("product_id"),
          ResourceKind.PRODUCT_PUBLISH, List.of("product_id"));

  /** Returns the label of a text such as {@code app=orders}, if it has that form. */
  public static Optional<PruneLabel> parse(String text) {
    int sign = text.indexOf('=');
    return sign < 1
        ? Optional.empty()
        : Optional.of(new PruneLabel(text.substring(0, sign), text.substring(sign + 1)));
  }

  /** Returns whether a resource has the label, or belongs to one that has it. */
  boolean selects(RemoteResources remote, ResourceKind kind, JsonNode resource) {
    return switch (kind) {
      case CLUSTER, API_SERVICE, GATEWAY ->
          resource.path("labels").path(name).asString("").equals(value)
              && resource.path("labels").has(name);
      case PRODUCT -> {
        String tag = name + "=" + value;
        yield resource.path("tags").values().stream().anyMatch(t -> t.asString("").equals(tag));
      }
      default ->
          OWNERS.getOrDefault(kind, List.of()).stream()
              .filter(member -> resource.path(member).isString())
              .findFirst()
              .map(member -> ownerSelected(remote, kind, member, resource))
              .orElse(false);
    };
  }

  private boolean ownerSelected(
      RemoteResources remote, ResourceKind kind, String member, JsonNode resource) {
    ResourceKind owner = kind.references().get(member);
    return owner != null
        && selects(remote, owner, remote.get(owner, resource.path(member).asString()));
  }
}
