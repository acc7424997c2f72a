package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ManagedResources;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.store.management.DeploymentRepository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operation that shows on which nodes a publish is in force. */
public final class DeploymentOperations {
  private static final String STATUS = "status";
  private static final String PENDING = "pending";
  private static final String APPLIED = "applied";
  private static final String FAILED = "failed";

  private final ApiTransactions transactions;

  public DeploymentOperations(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  /** Answers when all connected nodes have the publish or one rejected it, or after the wait. */
  public ApiResponse get(ApiCall call) {
    Duration wait = WaitLimit.of(call.request());
    // Each question is a transaction of its own, so that a wait holds no connection.
    return ApiResponse.of(
        200,
        WaitLimit.until(
            wait,
            () -> read(call),
            answer ->
                !answer.path(STATUS).asString("").equals(PENDING)
                    || answer.path("publish_status").asString("").equals("DRAFT")));
  }

  /**
   * Returns an operation that changes a publish, and names the revision in its answer if that is
   * known within the wait.
   */
  public OperationHandler withRevision(OperationHandler change) {
    return call -> {
      Duration wait = WaitLimit.of(call.request());
      ApiResponse answer = change.handle(call);
      if (wait.isZero() || call.request().dryRun() || answer.status() != 200) {
        return answer;
      }
      Optional<ObjectNode> target =
          WaitLimit.until(
              wait,
              () -> target(call),
              found -> found.filter(row -> row.path("seen").asBoolean(false)).isPresent());
      ObjectNode body = (ObjectNode) answer.body().orElseThrow();
      target
          .filter(row -> row.path("seen").asBoolean(false) && !row.path("pinned").asBoolean(false))
          .ifPresent(row -> body.set("revision", row.path("revision")));
      return answer;
    };
  }

  private Optional<ObjectNode> target(ApiCall call) {
    return transactions.read(call, rows -> new DeploymentRepository(rows).target(call.path("id")));
  }

  private ObjectNode read(ApiCall call) {
    return transactions.read(
        call,
        rows -> {
          JsonNode publish =
              rows.find(
                      ManagedResources.PRODUCT_PUBLISHES.table(),
                      call.path("id"),
                      call.permittedRows())
                  .orElseThrow(ProblemException::notFound);
          DeploymentRepository deployments = new DeploymentRepository(rows);
          String id = publish.path("id").asString();
          ObjectNode target = deployments.target(id).orElseThrow(ProblemException::notFound);
          return answer(
              target, deployments.nodes(id), deployments.agents(id), deployments.findings(id));
        });
  }

  static ObjectNode answer(
      ObjectNode target,
      List<ObjectNode> nodes,
      List<ObjectNode> agents,
      List<ObjectNode> findings) {
    boolean seen = target.path("seen").asBoolean(false);
    boolean served =
        !target.path("pinned").asBoolean(false)
            && !target.path("publish_status").asString("").equals("DRAFT");
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    for (String name : List.of("publish_id", "publish_status", "cluster", "pinned", "revision")) {
      answer.set(name, target.path(name));
    }
    ArrayNode list = answer.arrayNode();
    nodes.forEach(node -> list.add(node(node, seen, served)));
    agents.forEach(agent -> list.add(AgentDeployment.node(agent)));
    answer.put(STATUS, overall(list));
    answer.set("nodes", list);
    answer.putArray("findings").addAll(findings);
    return answer;
  }

  /**
   * Returns a node of the answer.
   *
   * @param seen whether what is known of the node is newer than the last change of the publish
   * @param served whether nodes should have the publish as its rows define it
   */
  private static ObjectNode node(ObjectNode row, boolean seen, boolean served) {
    ObjectNode node = identified(row);
    boolean same = row.path("desired").equals(row.path("acked")) && row.path("desired").isString();
    String status = PENDING;
    if (seen && row.path("object").isString()) {
      status = FAILED;
    } else if (seen && served && same) {
      status = APPLIED;
    } else if (row.path("late").asBoolean(false)) {
      status = "drifted";
    }
    node.put(STATUS, status);
    for (String name : List.of("object", "resource", "reason")) {
      node.set(name, row.path(name));
    }
    return node;
  }

  /** Returns the members that nodes of each kind have. */
  static ObjectNode identified(ObjectNode row) {
    ObjectNode node = row.objectNode();
    for (String name : List.of("agent_id", "node", "kind", "desired", "acked")) {
      node.set(name, row.path(name));
    }
    return node.put("connected", row.path("connection").asString("").equals("connected"));
  }

  private static String overall(ArrayNode nodes) {
    boolean failed = false;
    boolean connected = false;
    boolean applied = true;
    for (JsonNode node : nodes.values()) {
      String status = node.path(STATUS).asString("");
      failed |= status.equals(FAILED);
      if (node.path("connected").asBoolean(false)) {
        connected = true;
        applied &= status.equals(APPLIED);
      }
    }
    return failed ? FAILED : connected && applied ? APPLIED : PENDING;
  }
}
