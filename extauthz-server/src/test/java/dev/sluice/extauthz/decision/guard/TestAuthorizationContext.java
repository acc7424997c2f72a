package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPart;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.limit.LimitRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A builder of authorization contexts for tests of guards and limits. */
public final class TestAuthorizationContext {
  private final String address;
  private final Map<String, String> headers = new HashMap<>();
  private String host = "shop.example.com";
  private String path = "/items";
  private String query = "";
  private String route = "shop/items";
  private String environment = "dev";
  private Identity identity = new Identity.Anonymous();
  private @Nullable Claims claims;
  private RequestRules rules = RequestRules.NONE;
  private RouteWafParts waf = RouteWafParts.NONE;
  private List<LimitRule> limits = List.of();

  private TestAuthorizationContext(String address) {
    this.address = address;
  }

  public static TestAuthorizationContext from(String address) {
    return new TestAuthorizationContext(address);
  }

  public TestAuthorizationContext host(String value) {
    host = value;
    return this;
  }

  public TestAuthorizationContext path(String value) {
    path = value;
    return this;
  }

  public TestAuthorizationContext query(String value) {
    query = "?" + value;
    return this;
  }

  public TestAuthorizationContext header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public TestAuthorizationContext route(String value) {
    route = value;
    return this;
  }

  public TestAuthorizationContext environment(String value) {
    environment = value;
    return this;
  }

  public TestAuthorizationContext tenant(String value) {
    return user("u", value);
  }

  public TestAuthorizationContext user(String subject, String tenant) {
    identity =
        new Identity.Caller(subject, tenant, "p", "w", "dev", AccessLevel.DEVELOPER, "default");
    return this;
  }

  /** Sets a caller with this token. */
  public TestAuthorizationContext token(VerifiedToken token) {
    claims = token.claims();
    return tenant("acme");
  }

  public TestAuthorizationContext rules(RequestRules value) {
    rules = value;
    return this;
  }

  /** Sets a caller with a credential of a subscription to a plan. */
  public TestAuthorizationContext credential(String id, String subscription, String plan) {
    identity =
        new Identity.Caller(
            "u",
            "globex",
            "",
            "",
            "",
            AccessLevel.VIEWER,
            "apikey",
            new IssuedCredential(
                id,
                new CredentialProof.OAuthClient("default", id),
                Set.of(),
                new CredentialSubscription(subscription, "globex", "globex", 1, "shop", plan, true),
                "",
                Instant.MAX));
    return this;
  }

  /** Sets the limits of policy rows. */
  public TestAuthorizationContext limits(LimitRule... values) {
    limits = List.of(values);
    return this;
  }

  /** Sets the parts that a policy row adds. */
  public TestAuthorizationContext row(boolean blocks, WafPart... parts) {
    waf = new RouteWafParts(Set.of(parts), blocks);
    return this;
  }

  /** Returns the violated shadow rules, and the code and rule of the denial. */
  String violationsOf(RequestGuard guard) {
    RuleViolations violations = new RuleViolations();
    guard.check(context(), violations);
    RuleViolation violation = violations.enforced();
    return Stream.concat(
            violations.shadowRules().stream().map(rule -> "shadow " + rule),
            Stream.ofNullable(violation).map(found -> found.code() + " " + found.rule()))
        .collect(Collectors.joining(", "));
  }

  public AuthorizationContext context() {
    return AuthorizationContext.unauthenticated(
            new CheckInput(
                "GET",
                host,
                path + query,
                headers,
                new ClientPeer(address, "spiffe://mesh.example/ns/shop/sa/cart"),
                Optional.empty(),
                "r",
                "c",
                Instant.EPOCH),
            new AuthzPolicy(
                "1",
                List.of(),
                AccessLevelRules.viewerOnly(),
                RouteRules.none(),
                rules,
                List.of(),
                JournalRules.NONE,
                "1"),
            new RouteRule(
                route,
                "shop",
                environment,
                new AuthRequirement.Open(),
                AccessLevel.NONE,
                "v1",
                Dialect.DIALECT_SLUICE,
                "items",
                "off",
                "none",
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                false,
                "",
                "",
                "",
                waf,
                limits,
                Map.of()),
            RouteSource.PUBLISH,
            path,
            environment)
        .authenticatedAs(
            new AuthenticationResult.Authenticated(identity, CredentialKind.NONE, false, claims));
  }
}
