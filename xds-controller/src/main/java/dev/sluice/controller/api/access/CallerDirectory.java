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
              Caller caller = caller(access, token);
              return new Session(caller, slug.flatMap(name -> tenant(access, name)));
            });
    if (slug.isPresent() && !mayAct(session)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN, "The caller has no role in the tenant of X-Tenant-Slug.");
    }
    return session;
  }

  private static Caller caller(AccessRepository access, VerifiedToken token) {
    String subject = token.claims().text("sub").orElseThrow();
    JsonNode user =
        access
            .user(token.issuer(), subject)
            .filter(found -> found.path("status").asString("").equals("active"))
            .orElseThrow(() ->
                ProblemException.of(
                    ProblemType.FORBIDDEN, "The subject of the token is not an active user."));
    UUID id = UUID.fromString(user.path("id").asString());
    List<UserRole> bindings =
        access.bindings(id).stream()
            .map(row ->
                new UserRole(
                    row.path("role").asString(),
                    row.path("scope").asString(),
                    row.path("tenant_id").asStringOpt(),
                    row.path("scope_id").asStringOpt()))
            .toList();
    return new Caller(
        id, token.issuer(), subject, user.path("display_name").asString(""), bindings);
  }

  private static Optional<CallerTenant> tenant(AccessRepository access, String slug) {
    return access
        .tenant(slug)
        .map(row ->
            new CallerTenant(
                UUID.fromString(row.path("id").asString()),
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
