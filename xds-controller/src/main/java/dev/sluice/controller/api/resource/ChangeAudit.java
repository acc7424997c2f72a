package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.store.history.ChangeEvent;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A writer of the management audit: each change with its actor, in the transaction of the change.
 */
public final class ChangeAudit {
  private static final String MASKED = "[redacted]";

  /** The members that never reach the audit, at any depth. */
  private static final Set<String> SECRET =
      Set.of("key", "secret", "secret_hash", "password", "token", "client_secret", "authorization");

  /** The member that shows what servers have seen, which no change sets. */
  private static final String OBSERVED = "health";

  private static final int LONGEST_AGENT = 300;

  private ChangeAudit() {}

  /** Writes the event of a change. */
  public static void write(
      ManagementTransaction rows,
      ApiCall call,
      ManagedResource type,
      ChangeEvent.Action action,
      Optional<ObjectNode> before,
      Optional<ObjectNode> after) {
    write(rows, call, type.role(), action, before, after);
  }

  /** Writes the event of a change of any resource. */
  public static void write(
      ManagementTransaction rows,
      ApiCall call,
      String resource,
      ChangeEvent.Action action,
      Optional<ObjectNode> before,
      Optional<ObjectNode> after) {
    ObjectNode shown = after.or(() -> before).orElseThrow();
    rows.audit(
        new ChangeEvent(
            tenant(call, shown),
            new ChangeEvent.Actor(
                call.caller().user().toString(),
                Optional.of(call.caller().name()).filter(name -> !name.isEmpty()),
                Optional.of(call.permission().role())),
            action,
            portal(call.operation().portal()),
            new ChangeEvent.Resource(
                resource, shown.path("id").asStringOpt(), shown.path("name").asStringOpt()),
            new ChangeEvent.Request(
                call.request().client(),
                call.request()
                    .header("user-agent")
                    .map(text -> text.substring(0, Math.min(text.length(), LONGEST_AGENT))),
                Optional.of(call.request().method()),
                Optional.of(call.request().target()),
                Optional.of(call.request().id())),
            before.map(ChangeAudit::masked),
            after.map(ChangeAudit::masked)));
  }

  /** Returns the event of something new that a request without a role made. */
  public static ChangeEvent made(
      ApiRequest request, ChangeEvent.Actor actor, ChangeEvent.Resource resource, String after) {
    return new ChangeEvent(
        Optional.empty(),
        actor,
        ChangeEvent.Action.CREATE,
        ChangeEvent.Portal.ADMIN,
        resource,
        new ChangeEvent.Request(
            request.client(),
            Optional.empty(),
            Optional.of(request.method()),
            Optional.of(request.target()),
            Optional.of(request.id())),
        Optional.empty(),
        Optional.of(after));
  }

  private static Optional<String> tenant(ApiCall call, ObjectNode row) {
    return call.tenant()
        .map(tenant -> tenant.id().toString())
        .or(() -> row.path("tenant_id").asStringOpt());
  }

  private static ChangeEvent.Portal portal(String portal) {
    return switch (portal) {
      case "operator" -> ChangeEvent.Portal.OPERATOR;
      case "provider" -> ChangeEvent.Portal.PROVIDER;
      case "customer" -> ChangeEvent.Portal.CONSUMER;
      default -> ChangeEvent.Portal.ADMIN;
    };
  }

  /** Returns the text of a resource without the values of secrets. */
  static String masked(ObjectNode resource) {
    ObjectNode copy = resource.deepCopy();
    copy.remove(OBSERVED);
    mask(copy);
    return copy.toString();
  }

  private static void mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : Set.copyOf(object.propertyNames())) {
        if (SECRET.contains(name) && !object.path(name).isNull()) {
          object.put(name, MASKED);
        } else {
          mask(object.path(name));
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.values().forEach(ChangeAudit::mask);
    }
  }
}
