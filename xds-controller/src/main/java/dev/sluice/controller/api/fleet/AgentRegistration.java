package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.api.resource.ConstraintSentences;
import dev.sluice.controller.store.history.ChangeEvent;
import dev.sluice.controller.store.management.ConstraintViolationException;
import dev.sluice.controller.store.management.FleetRepository;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.store.management.ManagementScope;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operation with which an agent joins a cluster; its token is its only proof. */
public final class AgentRegistration {
  private final BodySchemas schemas;
  private final ManagementDatabase database;
  private final ConstraintSentences sentences;

  public AgentRegistration(
      BodySchemas schemas, ManagementDatabase database, ConstraintSentences sentences) {
    this.schemas = schemas;
    this.database = database;
    this.sentences = sentences;
  }

  /** Uses the token up and adds the agent, in one transaction. */
  public ApiResponse register(ApiRequest request) {
    JsonNode body = request.body().orElseGet(JsonMapper.shared()::createObjectNode);
    schemas.requireValid("AgentRegistration", body);
    OneTimeToken token = OneTimeToken.of(body.path("token").asString());
    try {
      return ApiResponse.of(
          201,
          database.write(ManagementScope.LOOKUP, rows -> registered(request, rows, token, body)));
    } catch (ConstraintViolationException e) {
      throw sentences.problem(e, request.method());
    }
  }

  private static ObjectNode registered(
      ApiRequest request, ManagementTransaction rows, OneTimeToken token, JsonNode body) {
    FleetRepository fleet = new FleetRepository(rows);
    ObjectNode used =
        fleet
            .useToken(token.hash())
            .orElseThrow(() ->
                ProblemException.at(
                    ProblemType.UNAUTHENTICATED,
                    "/token",
                    "The token is not valid, was used, or is older than 30 minutes."));
    String name = body.path("name").asString();
    String kind = body.path("kind").asString();
    UUID agent = fleet.addAgent(used, name, kind, body.path("version").asStringOpt());
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("agent_id", agent.toString());
    answer.put("node_id", used.path("cluster").asString() + "/" + name);
    answer.set("cluster_id", used.path("cluster_id"));
    answer.set("cluster", used.path("cluster"));
    answer.put("kind", kind);
    rows.audit(event(request, agent, name, answer));
    return answer;
  }

  private static ChangeEvent event(ApiRequest request, UUID agent, String name, ObjectNode after) {
    return ChangeAudit.made(
        request,
        new ChangeEvent.Actor(agent.toString(), Optional.of(name), Optional.of("agent")),
        new ChangeEvent.Resource("agent", Optional.of(agent.toString()), Optional.of(name)),
        after.toString());
  }
}
