package dev.sluice.controller.api;

import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.controller.api.PublicOperations.PublicHandler;
import dev.sluice.controller.api.access.CallerDirectory;
import dev.sluice.controller.api.agent.AgentDirectory;
import dev.sluice.controller.api.agent.AgentHandler;
import dev.sluice.controller.api.agent.AgentIdentity;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.http.RequestRateLimiter;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.api.usage.UsageOperations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The steps of each request: limit, authenticate, authorize, handle. */
final class ApiPipeline {
  private final CallerDirectory callers;
  private final Supplier<RbacPolicy> policy;
  private final RequestRateLimiter limiter;
  private final Map<String, OperationHandler> handlers;
  private final Map<String, PublicHandler> publicHandlers;
  private final AgentDirectory agents;
  private final Map<String, AgentHandler> agentHandlers;
  private final Map<String, Map<String, String>> scopeColumns = new HashMap<>();

  ApiPipeline(
      CallerDirectory callers,
      Supplier<RbacPolicy> policy,
      RequestRateLimiter limiter,
      List<ManagedResource> types,
      Map<String, OperationHandler> handlers,
      Map<String, PublicHandler> publicHandlers,
      AgentDirectory agents,
      Map<String, AgentHandler> agentHandlers) {
    this.callers = callers;
    this.policy = policy;
    this.limiter = limiter;
    this.handlers = Map.copyOf(handlers);
    this.publicHandlers = Map.copyOf(publicHandlers);
    this.agents = agents;
    this.agentHandlers = Map.copyOf(agentHandlers);
    types.forEach(type -> scopeColumns.put(type.role(), type.scopeColumns()));
    scopeColumns.put(UsageOperations.ROLE, UsageOperations.SCOPE_COLUMNS);
  }

  ApiResponse handle(ApiOperation operation, ApiRequest request) {
    if (operation.forAgents()) {
      AgentIdentity agent = authenticated(request, agents::agent);
      limiter.count("agent " + agent.agentId());
      requireBody(operation, request);
      return Objects.requireNonNull(agentHandlers.get(operation.id())).handle(request, agent);
    }
    if (operation.resource().isEmpty()) {
      limiter.count(address(request));
      requireBody(operation, request);
      return Objects.requireNonNull(publicHandlers.get(operation.id())).handle(request);
    }
    VerifiedToken token = authenticated(request, callers::token);
    limiter.count(token.issuer() + " " + token.claims().text("sub").orElse(""));
    boolean tenantRequired = !operation.portal().equals("operator");
    CallerDirectory.Session session = callers.session(token, request, tenantRequired);
    ApiCall call = call(operation, request, session);
    requireBody(operation, request);
    return Objects.requireNonNull(handlers.get(operation.id())).handle(call);
  }

  /** Returns the caller; requests without a valid token count against the address. */
  private <T> T authenticated(ApiRequest request, Function<ApiRequest, T> caller) {
    try {
      return caller.apply(request);
    } catch (ProblemException e) {
      limiter.count(address(request));
      throw e;
    }
  }

  private static String address(ApiRequest request) {
    return request.client().map(client -> String.valueOf(client.getHostAddress())).orElse("");
  }

  private ApiCall call(
      ApiOperation operation, ApiRequest request, CallerDirectory.Session session) {
    String resource = operation.resource().orElseThrow();
    Optional<String> tenant =
        session.tenant().map(CallerDirectory.CallerTenant::id).map(UUID::toString);
    RbacPolicy.AccessRequest question =
        new RbacPolicy.AccessRequest(
            operation.portal(),
            tenant,
            resource,
            operation.action(),
            scopeColumns.getOrDefault(resource, Map.of()));
    RbacPolicy.Permission permission =
        policy
            .get()
            .permit(session.caller().bindings(), question)
            .orElseThrow(() ->
                ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "No role of the caller permits %s of %s here."
                        .formatted(operation.action(), resource)));
    return new ApiCall(request, operation, session.caller(), session.tenant(), permission);
  }

  private static void requireBody(ApiOperation operation, ApiRequest request) {
    Optional<JsonNode> body = request.body();
    if (operation.body().isPresent()
        && operation.bodyRequired()
        && body.filter(JsonNode::isObject).isEmpty()) {
      throw ProblemException.at(ProblemType.INVALID_REQUEST, "", "The body is a JSON object.");
    }
    if (body.isPresent() && operation.body().isEmpty()) {
      throw ProblemException.at(ProblemType.INVALID_REQUEST, "", "The operation has no body.");
    }
    if (body.filter(value -> !value.isObject()).isPresent()) {
      throw ProblemException.at(ProblemType.INVALID_REQUEST, "", "The body is a JSON object.");
    }
  }
}
