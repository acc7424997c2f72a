package dev.sluice.controller.api.agent;

import dev.sluice.common.token.issue.IssuedToken;
import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ConstraintSentences;
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

/** The operations with which an agent joins a cluster and renews its token. */
public final class AgentRegistration {
  private final BodySchemas schemas;
  private final ManagementDatabase database;
  private final ConstraintSentences sentences;
  private final Optional<AgentTokens> tokens;
  private final AgentCertificates certificates;

  /**
   * Creates the operations.
   *
   * @param tokens the tokens that agents get; without it they get none
   */
  public AgentRegistration(
      BodySchemas schemas,
      ManagementDatabase database,
      ConstraintSentences sentences,
      Optional<AgentTokens> tokens,
      AgentCertificates certificates) {
    this.schemas = schemas;
    this.database = database;
    this.sentences = sentences;
    this.tokens = tokens;
    this.certificates = certificates;
  }

  /** Uses the token up and adds the agent, in one transaction. */
  public ApiResponse register(ApiRequest request) {
    JsonNode body = request.bodyOrEmpty();
    schemas.requireValid("AgentRegistration", body);
    Optional<CertificateRequest> csr = certificates.request(body);
    try {
      return ApiResponse.of(
          201,
          database.write(ManagementScope.LOOKUP, rows -> registered(request, rows, body, csr)));
    } catch (ConstraintViolationException e) {
      throw sentences.problem(e, request.method());
    }
  }

  private ObjectNode registered(
      ApiRequest request,
      ManagementTransaction rows,
      JsonNode body,
      Optional<CertificateRequest> csr) {
    OneTimeToken token = OneTimeToken.of(body.path("token").asString());
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
    UUID id = fleet.addAgent(used, name, kind, body.path("version").asStringOpt());
    String cluster = used.path("cluster").asString();
    AgentIdentity agent =
        new AgentIdentity(
            id,
            UUID.fromString(used.path("cluster_id").asString()),
            cluster,
            name,
            kind,
            cluster + "/" + name);
    ObjectNode answer = AgentEvents.shown(agent);
    rows.audit(AgentEvents.made(request, agent, "agent", answer));
    tokens.ifPresent(all -> withToken(answer, all.issue(rows, agent)));
    csr.ifPresent(key -> certificates.withCertificate(answer, rows, request, agent, key));
    return answer;
  }

  /** Answers a new token; the one of the request stays valid until the new one is used. */
  public ApiResponse renewToken(ApiRequest request, AgentIdentity agent) {
    IssuedToken issued =
        database.write(
            ManagementScope.LOOKUP,
            rows -> {
              rows.audit(AgentEvents.made(request, agent, "agent_token", AgentEvents.shown(agent)));
              return tokens
                  .orElseThrow()
                  .replace(rows, agent, request.bearerToken().orElseThrow())
                  .orElseThrow(AgentDirectory::unauthenticated);
            });
    return ApiResponse.of(200, withToken(JsonMapper.shared().createObjectNode(), issued));
  }

  private static ObjectNode withToken(ObjectNode answer, IssuedToken token) {
    return answer
        .put("token", token.text().reveal())
        .put("token_expires_at", token.expiresAt().toString());
  }
}
