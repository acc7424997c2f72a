package dev.sluice.ctl.manage;

import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.PrintWriter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An action of the API on one resource, such as publish. */
record ResourceAction(ResourceKind kind, String name, String action) {

  /** Starts the action and prints the resource as it is then. */
  int run(
      ManagementSession session, PrintWriter out, FormatOption format, Optional<String> reason) {
    RemoteResources resources = session.resources();
    String path = resources.path(kind, resources.get(kind, name)) + "/" + action;
    JsonNode changed =
        reason.isEmpty()
            ? session.client().post(path).body()
            : session.client().post(path, reasonBody(reason.get()), false).body();
    resources.add(kind, (ObjectNode) changed);
    format.printer(out).print(resources, kind, changed);
    return 0;
  }

  private static ObjectNode reasonBody(String reason) {
    return JsonNodeFactory.instance.objectNode().put("reason", reason);
  }
}
