package dev.sluice.controller.api.resource;

import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.controller.api.access.Caller;
import dev.sluice.controller.api.access.CallerDirectory.CallerTenant;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.store.management.ManagementScope;
import dev.sluice.controller.store.management.RowQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A permitted call of an operation. */
public record ApiCall(
    ApiRequest request,
    ApiOperation operation,
    Caller caller,
    Optional<CallerTenant> tenant,
    RbacPolicy.Permission permission) {
  /** Returns the rows that the call may see. */
  public ManagementScope scope() {
    return new ManagementScope(
        tenant.map(CallerTenant::id),
        Optional.of(caller.user()),
        operation.portal().equals("customer"));
  }

  /** Returns the selection of the rows that the permission covers. */
  public RowQuery permittedRows() {
    return new RowQuery(Map.of(), permission.anyOf().stream().map(RowQuery.RowLimit::new).toList());
  }

  /** Returns whether the permission covers a row as it is or would be. */
  public boolean permits(JsonNode row) {
    List<Map<String, Set<String>>> limits = permission.anyOf();
    return limits.isEmpty()
        || limits.stream()
            .anyMatch(limit ->
                limit.entrySet().stream()
                    .allMatch(column ->
                        column.getValue().contains(row.path(column.getKey()).asString(""))));
  }

  /** Returns the value of a parameter of the path. */
  public String path(String name) {
    return Objects.requireNonNull(request.path().get(name), name);
  }

  /** Returns the body as an object, which is empty without a body. */
  public ObjectNode body() {
    return request.body().orElse(null) instanceof ObjectNode object
        ? object
        : JsonMapper.shared().createObjectNode();
  }
}
