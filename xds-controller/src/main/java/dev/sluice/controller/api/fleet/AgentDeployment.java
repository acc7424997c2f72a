package dev.sluice.controller.api.fleet;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A view of a publish at an agent that deploys it by commands. */
final class AgentDeployment {
  private static final Set<String> IN_WORK = Set.of("sent", "acked");

  private AgentDeployment() {}

  /** Returns the entry of an agent in the list of nodes. */
  static ObjectNode node(ObjectNode row) {
    ObjectNode node = DeploymentOperations.identified(row);
    String status = status(row);
    node.put("status", status);
    node.putNull("object").putNull("resource");
    node.set("reason", status.equals("failed") ? row.path("error") : node.nullNode());
    return node;
  }

  private static String status(ObjectNode row) {
    boolean published = row.path("publish_status").asString("").equals("PUBLISHED");
    JsonNode applied = row.path("acked");
    String command = row.path("command_status").asString("");
    boolean drifted = row.path("drifted").asBoolean(false);
    if (published && !drifted && applied.isString() && applied.equals(row.path("desired"))) {
      return "applied";
    }
    if (!published && applied.isNull() && !IN_WORK.contains(command)) {
      return "applied";
    }
    boolean current =
        row.path("command_action").asString("").equals(published ? "deploy" : "withdraw")
            && (!published || row.path("command_hash").equals(row.path("desired")));
    if (command.equals("failed") && current) {
      return "failed";
    }
    return drifted ? "drifted" : "pending";
  }
}
