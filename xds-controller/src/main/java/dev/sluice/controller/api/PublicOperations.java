package dev.sluice.controller.api;

import dev.sluice.common.BuildVersion;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.controller.api.access.CallerDirectory;
import dev.sluice.controller.api.access.FirstAdminToken;
import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.store.history.ChangeEvent;
import dev.sluice.controller.store.management.AccessRepository;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.store.management.ManagementScope;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operations that need no role: health, version, the contract, and the first administrator. */
final class PublicOperations {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ApiContract contract;
  private final BodySchemas schemas;
  private final CallerDirectory callers;
  private final ManagementDatabase database;
  private final FirstAdminToken firstAdmin;

  /** A handler of requests without a role. */
  @FunctionalInterface
  interface PublicHandler {
    ApiResponse handle(ApiRequest request);
  }

  PublicOperations(
      ApiContract contract,
      BodySchemas schemas,
      CallerDirectory callers,
      ManagementDatabase database,
      FirstAdminToken firstAdmin) {
    this.contract = contract;
    this.schemas = schemas;
    this.callers = callers;
    this.database = database;
    this.firstAdmin = firstAdmin;
  }

  /** Returns the handlers by the ids of operations. */
  Map<String, PublicHandler> handlers() {
    ObjectNode document = contract.document();
    return Map.of(
        "getHealth", _ -> ApiResponse.of(200, JSON.valueToTree(Map.of("status", "ok"))),
        "getVersion",
            _ -> ApiResponse.of(200, JSON.valueToTree(Map.of("version", BuildVersion.read()))),
        "getContractAsJson", _ -> ApiResponse.of(200, document),
        // JSON is YAML 1.2.
        "getContractAsYaml",
            _ -> ApiResponse.of(200, document).with("Content-Type", "application/yaml"),
        "redeemFirstAdmin", this::redeem);
  }

  private ApiResponse redeem(ApiRequest request) {
    VerifiedToken token = callers.token(request);
    JsonNode body = request.bodyOrEmpty();
    schemas.requireValid("FirstAdminInput", body);
    byte[] hash = OneTimeToken.of(body.path("token").asString()).hash();
    String subject = token.claims().text("sub").orElseThrow();
    UUID user =
        database.write(
            ManagementScope.LOOKUP,
            rows -> {
              AccessRepository access = new AccessRepository(rows);
              if (!access.redeem(hash) || access.hasAdministrator()) {
                throw ProblemException.at(
                    ProblemType.FORBIDDEN, "/token", "The token is not valid, or was used.");
              }
              String name = token.claims().text("name").orElse("");
              UUID id =
                  access.addAdministrator(
                      token.issuer(), subject, name.substring(0, Math.min(200, name.length())));
              rows.audit(event(request, id));
              return id;
            });
    firstAdmin.remove();
    return ApiResponse.of(200, JSON.valueToTree(Map.of("user_id", user.toString())));
  }

  private static ChangeEvent event(ApiRequest request, UUID user) {
    return ChangeAudit.made(
        request,
        new ChangeEvent.Actor(user.toString(), Optional.empty(), Optional.of("first-admin")),
        new ChangeEvent.Resource("role_binding", Optional.empty(), Optional.of("system-admin")),
        "{\"role\": \"system-admin\"}");
  }
}
