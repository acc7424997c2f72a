package dev.sluice.controller.api.agent;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.agent.AgentCommandRepository;
import dev.sluice.controller.store.agent.AgentCommandRepository.CommandResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The operations with which an agent deploys publishes. */
public final class AgentDeployments {
  private static final String SINCE = "updated_since";
  private static final Set<String> LIST_PARAMETERS = Set.of(SINCE, "limit", "cursor");
  private static final String FIRST = new UUID(0, 0).toString();

  private final BodySchemas schemas;
  private final AgentCommandRepository commands;

  public AgentDeployments(BodySchemas schemas, Database database) {
    this.schemas = schemas;
    this.commands = new AgentCommandRepository(database);
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, AgentHandler> handlers() {
    return Map.of(
        "getAgentPublish", this::get,
        "listAgentCommands", this::list,
        "addDeployResult", this::addResult);
  }

  private ApiResponse get(ApiRequest request, AgentIdentity agent) {
    request.requireParameters(Set.of());
    return commands
        .spec(agent.clusterId(), request.path().getOrDefault("id", ""))
        .map(spec -> ApiResponse.of(200, spec))
        .orElseThrow(ProblemException::notFound);
  }

  private ApiResponse list(ApiRequest request, AgentIdentity agent) {
    request.requireParameters(LIST_PARAMETERS);
    PageQuery page = PageQuery.read(request.query(), List.of("id"));
    return page.answer(
        commands.commands(
            agent.agentId(),
            since(request.query().getOrDefault(SINCE, Instant.EPOCH.toString())),
            page.after().map(position -> position.get(1)).map(AgentDeployments::id).orElse(FIRST),
            page.limit() + 1));
  }

  private static String since(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toString();
    } catch (DateTimeException e) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, SINCE, "Use a time such as 2026-01-31T00:00:00Z.");
    }
  }

  private static String id(String text) {
    try {
      return UUID.fromString(text).toString();
    } catch (IllegalArgumentException e) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "cursor", "Use the member next of the part before.");
    }
  }

  private ApiResponse addResult(ApiRequest request, AgentIdentity agent) {
    JsonNode body = request.bodyOrEmpty();
    schemas.requireValid("DeployResult", body);
    JsonNode resources = body.path("applied_resources");
    CommandResult result =
        new CommandResult(
            UUID.fromString(body.path("command_id").asString()),
            body.path("status").asString().equals("applied"),
            body.path("applied_hash").asStringOpt().map(AgentCommandRepository::hash),
            Optional.of(resources).filter(JsonNode::isArray).map(JsonNode::toString),
            body.path("error").asStringOpt());
    return commands
        .finish(agent.agentId(), result)
        .map(command -> ApiResponse.of(200, command))
        .orElseThrow(ProblemException::notFound);
  }
}
