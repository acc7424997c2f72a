package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.FleetRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.ResourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The operations on agents, and on the tokens with which new ones join. */
public final class AgentOperations {
  private static final String STATUS = "status";
  private static final String REVOKED = "revoked";
  private static final int MOST_DRIFTS = 100;

  static final ManagedResource AGENTS =
      new ManagedResource(
          "Agent",
          "/v1/operator/agents",
          "agent",
          "Agent",
          new ResourceTable(
              "agents",
              List.of(STATUS),
              List.of(
                  "cluster_id",
                  "name",
                  "kind",
                  "node_id",
                  "version",
                  "first_seen_at",
                  "last_seen_at"),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              List.of(),
              List.of("cluster_id", "kind", STATUS, "name", "node_id")),
          List.of("node_id", "created_at", "last_seen_at"),
          Map.of(),
          Optional.empty(),
          new AgentRules());

  private final ApiTransactions transactions;

  /** The rules of agents: their status follows from streams, except that operators revoke them. */
  private static final class AgentRules implements ManagedResource.ResourceRules {
    @Override
    public void prepare(
        ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
      String from = before.orElseThrow().path(STATUS).asString("");
      String to = row.path(STATUS).asString("");
      if (!to.equals(from) && from.equals(REVOKED)) {
        throw ProblemException.at(
            ProblemType.CONFLICT, "/status", "The agent is revoked for ever; register a new one.");
      }
      if (!to.equals(from) && !to.equals(REVOKED)) {
        throw ProblemException.at(
            ProblemType.VALIDATION, "/status", "The status can only be set to revoked.");
      }
    }

    @Override
    public void checkDelete(ApiCall call, ManagementTransaction rows, ObjectNode row) {
      if (row.path(STATUS).asString("").equals("connected")) {
        throw ProblemException.at(
            ProblemType.CONFLICT, "/status", "The agent is connected; revoke it first.");
      }
    }
  }

  public AgentOperations(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  /** Returns an agent with what it has and should have of each resource type. */
  public ApiResponse get(ApiCall call) {
    return transactions.read(
        call,
        rows -> {
          ObjectNode agent =
              rows.find(AGENTS.table(), call.path("id"), call.permittedRows())
                  .orElseThrow(ProblemException::notFound);
          FleetRepository fleet = new FleetRepository(rows);
          agent.putArray("types").addAll(fleet.types(agent.path("id").asString()));
          agent.putArray("drifts").addAll(fleet.drifts(agent.path("id").asString(), MOST_DRIFTS));
          agent.putArray("rejections").addAll(fleet.rejections(agent.path("node_id").asString()));
          return ApiResponse.resource(200, agent);
        });
  }

  /** Makes a token with which one agent joins a cluster; only this answer has it. */
  public ApiResponse issueToken(ApiCall call) {
    OneTimeToken token = OneTimeToken.random();
    return transactions.write(
        call,
        rows -> {
          ObjectNode made =
              new FleetRepository(rows)
                  .addToken(call.path("id"), token.hash(), call.caller().user().toString())
                  .orElseThrow(ProblemException::notFound);
          ObjectNode shown = made.objectNode();
          for (String name :
              List.of("id", "cluster_id", "expires_at", "created_by", "created_at")) {
            shown.set(name, made.path(name));
          }
          ChangeAudit.write(
              rows,
              call,
              "registration_token",
              Action.CREATE,
              Optional.empty(),
              Optional.of(shown.deepCopy()));
          return ApiResponse.of(201, shown.put("token", token.text()));
        });
  }
}
