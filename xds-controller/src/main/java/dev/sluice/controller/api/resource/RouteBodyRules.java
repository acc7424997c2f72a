package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.plan.route.RoutePathCheck;
import dev.sluice.controller.policy.ColumnSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of routes: paths, patterns and conditions. */
final class RouteBodyRules implements ManagedResource.ResourceRules {
  private final ColumnSchema header = new ColumnSchema("routes/header_match.schema.json");
  private final ColumnSchema query = new ColumnSchema("routes/query_match.schema.json");

  @Override
  public List<FieldProblem> problems(ObjectNode row) {
    List<FieldProblem> problems = new ArrayList<>();
    PathMatchKind kind =
        PathMatchKind.valueOf(row.path("path_kind").asString().toUpperCase(Locale.ROOT));
    RoutePathCheck.problem(kind, row.path("path").asString())
        .ifPresent(problem -> problems.add(new FieldProblem("/path", problem)));
    add("headers", header, row, problems);
    add("query", query, row, problems);
    Set<String> backends = new HashSet<>();
    JsonNode entries = row.path("backends");
    for (int i = 0; i < entries.size(); i++) {
      if (!backends.add(entries.path(i).path("backend_id").asString(""))) {
        problems.add(
            new FieldProblem("/backends/" + i + "/backend_id", "is named twice; name it once"));
      }
    }
    return problems;
  }

  private static void add(
      String column, ColumnSchema schema, ObjectNode row, List<FieldProblem> problems) {
    JsonNode entries = row.path(column);
    for (int i = 0; i < entries.size(); i++) {
      schema.problems(column + "/" + i, entries.path(i)).stream()
          .map(problem -> new FieldProblem("/" + problem.field(), problem.message()))
          .forEach(problems::add);
    }
  }
}
