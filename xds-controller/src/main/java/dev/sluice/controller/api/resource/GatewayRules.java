package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.policy.ColumnSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of gateways: listeners that do not collide. */
final class GatewayRules implements ManagedResource.ResourceRules {
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
}
