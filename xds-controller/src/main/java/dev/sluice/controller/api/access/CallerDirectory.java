package dev.sluice.controller.api.access;

import dev.sluice.common.rbac.UserRole;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.AccessRepository;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.store.management.ManagementScope;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A directory of callers: who sent a token, and in the name of which tenant. */
public final class CallerDirectory {
  private static final String TENANT = "x-tenant-slug";

  private final ApiIssuers issuers;
  private final ManagementDatabase database;

  /** A tenant in whose name a caller acts. */
  public record CallerTenant(UUID id, String kind, boolean active) {}

  /** A caller, and the tenant of the request. */
  public record Session(Caller caller, Optional<CallerTenant> tenant) {}

  public CallerDirectory(ApiIssuers issuers, ManagementDatabase database) {
    this.issuers = issuers;
    this.database = database;
  }

  /** Returns the verified token of a request. */
  public VerifiedToken token(ApiRequest request) {
    return request
        .bearerToken()
        .flatMap(issuers::verify)
        .filter(token -> token.claims().text("sub").isPresent())
        .orElseThrow(() ->
            ProblemException.of(
                ProblemType.UNAUTHENTICATED,
                "Send a valid token of a configured issuer: Authorization: Bearer TOKEN.",
                "WWW-Authenticate",
                "Bearer"));
  }

  /** Looks a caller up, with the tenant that the request names. */
  public Session session(VerifiedToken token, ApiRequest request, boolean tenantRequired) {
    Optional<String> slug = request.header(TENANT);
    if (slug.isEmpty() && tenantRequired) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "X-Tenant-Slug", "Name the tenant: X-Tenant-Slug: SLUG.");
    }
    Session session =
        database.write(
            ManagementScope.LOOKUP,
            rows -> {
              AccessRepository access = new AccessRepository(rows);
              Optional<CallerTenant> tenant = slug.flatMap(name -> tenant(access, name));
              return new Session(caller(access, token, tenant), tenant);
            });
    if (slug.isPresent() && !mayAct(session)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN, "The caller has no role in the tenant of X-Tenant-Slug.");
    }
    return session;
  }

  /** Returns the caller with the roles of all users that have the subject of the token. */
  private static Caller caller(
      AccessRepository access, VerifiedToken token, Optional<CallerTenant> tenant) {
    String subject = token.claims().text("sub").orElseThrow();
    List<ObjectNode> users = active(access.users(token.issuer(), subject));
    String own = tenant.map(found -> found.id().toString()).orElse("");
    JsonNode acting =
        users.stream()
            .filter(user -> user.path("tenant_id").asString("").equals(own))
            .findFirst()
            .orElseGet(users::getFirst);
    List<UserRole> bindings =
        users.stream()
            .map(CallerDirectory::id)
            .flatMap(id -> access.bindings(id).stream())
            .map(CallerDirectory::role)
            .toList();
    return new Caller(
        id(acting), token.issuer(), subject, acting.path("display_name").asString(""), bindings);
  }

  /** Returns the active users of a subject; the operator disables a subject in all tenants. */
  private static List<ObjectNode> active(List<ObjectNode> users) {
    List<ObjectNode> active =
        users.stream().filter(user -> user.path("status").asString("").equals("active")).toList();
    boolean disabledByOperator =
        users.stream()
            .filter(user -> user.path("tenant_id").isNull())
            .anyMatch(user -> !active.contains(user));
    if (active.isEmpty() || disabledByOperator) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN, "The subject of the token is not an active user.");
    }
    return active;
  }

  private static UserRole role(JsonNode row) {
    return new UserRole(
        row.path("role").asString(),
        row.path("scope").asString(),
        row.path("tenant_id").asStringOpt(),
        row.path("scope_id").asStringOpt());
  }

  private static UUID id(JsonNode user) {
    return UUID.fromString(user.path("id").asString());
  }

  private static Optional<CallerTenant> tenant(AccessRepository access, String slug) {
    return access
        .tenant(slug)
        .map(row ->
            new CallerTenant(
                id(row),
                row.path("kind").asString(),
                row.path("status").asString("").equals("active")));
  }

  /** Returns whether the tenant exists and the caller has a role there. */
  private static boolean mayAct(Session session) {
    Optional<String> tenant = session.tenant().map(CallerTenant::id).map(UUID::toString);
    boolean system =
        session.caller().bindings().stream().anyMatch(binding -> binding.tenant().isEmpty());
    return tenant.isPresent()
        && (session.tenant().get().active() || system)
        && session.caller().bindings().stream().anyMatch(binding -> binding.countsIn(tenant));
  }
}
