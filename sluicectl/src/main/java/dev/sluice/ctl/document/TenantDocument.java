package dev.sluice.ctl.document;

import dev.sluice.ctl.remote.ServerProblem;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.yaml.YamlFileDocument;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A document that describes one resource of a tenant. */
public record TenantDocument(
    ResourceKind kind, String name, ObjectNode spec, YamlFileDocument source) {

  /** Returns the resource for messages, such as {@code route orders/list}. */
  public String label() {
    return kind.singular() + " " + name;
  }

  /** Returns a line for a problem with a value that a JSON pointer of the API names. */
  String problem(String pointer, String message) {
    List<String> path = new ArrayList<>(new SpecReferences(kind).documentPath(pointer));
    String shown = path.isEmpty() ? "" : "/" + String.join("/", path) + ": ";
    return source.problem(path, label() + ": " + shown + message);
  }

  /** Returns the lines for a problem that the server answered. */
  List<String> problems(ServerProblem problem) {
    List<String> lines = new ArrayList<>();
    if (problem.errors().isEmpty()) {
      lines.add(problem("", (problem.title() + ": " + problem.detail()).strip()));
    }
    problem.errors().forEach(error -> lines.add(problem(error.pointer(), error.detail())));
    if (!problem.requestId().isEmpty()) {
      lines.add("  request_id: " + problem.requestId());
    }
    return lines;
  }
}
