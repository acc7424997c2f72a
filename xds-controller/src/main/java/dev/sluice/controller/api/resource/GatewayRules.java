package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.policy.ColumnSchema;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.ResourceTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rules of gateways: listeners that do not collide, and an owner of each new gateway. */
final class GatewayRules implements ManagedResource.ResourceRules {
  private static final ResourceTable BINDINGS =
      new ResourceTable(
          "role_bindings",
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());

  private final ColumnSchema tls = new ColumnSchema("columns/gateway_listeners.tls.schema.json");

  @Override
  public List<FieldProblem> problems(ObjectNode row) {
    List<FieldProblem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> places = new HashSet<>();
    JsonNode listeners = row.path("listeners");
    for (int i = 0; i < listeners.size(); i++) {
      JsonNode listener = listeners.path(i);
      String pointer = "/listeners/" + i;
      if (!names.add(listener.path("name").asString(""))) {
        problems.add(new FieldProblem(pointer + "/name", "is the name of another listener"));
      }
      String place = listener.path("port") + " " + listener.path("hostname").asString("");
      if (!places.add(place)) {
        problems.add(
            new FieldProblem(
                pointer + "/port", "another listener has this port with the same host name"));
      }
      if (listener.path("tls").isObject()) {
        tls.problems("listeners/" + i + "/tls", listener.path("tls")).stream()
            .map(problem -> new FieldProblem("/" + problem.field(), problem.message()))
            .forEach(problems::add);
      }
    }
    return problems;
  }

  /** Returns whether the role of the creator is bound at single gateways. */
  @Override
  public boolean isOwnedByCreator(ApiCall call) {
    return call.permission().anyOf().stream()
        .anyMatch(limit -> limit.keySet().equals(Set.of("id")));
  }

  @Override
  public void addOwner(ApiCall call, ManagementTransaction rows, String id) {
    ObjectNode binding = JsonMapper.shared().createObjectNode();
    binding.put("user_id", call.caller().user().toString());
    binding.put("role", call.permission().role());
    binding.put("scope", "gateway");
    call.tenant().ifPresent(tenant -> binding.put("tenant_id", tenant.id().toString()));
    binding.put("scope_id", id);
    binding.put("created_by", call.caller().user().toString());
    binding.put("id", rows.insert(BINDINGS, binding));
    ChangeAudit.write(
        rows, call, "role_binding", Action.CREATE, Optional.empty(), Optional.of(binding));
  }
}
