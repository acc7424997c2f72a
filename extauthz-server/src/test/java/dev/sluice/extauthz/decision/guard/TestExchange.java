package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.token.Claims;
import dev.sluice.common.token.VerifiedToken;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Peer;
import dev.sluice.extauthz.decision.Refusal;
import dev.sluice.extauthz.decision.Refusals;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.Level;
import dev.sluice.extauthz.policy.LevelRules;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exchange for a guard to look at, and what the guard says to it. */
final class TestExchange {
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

  private TestExchange(String address) {
    this.address = address;
  }

  static TestExchange from(String address) {
    return new TestExchange(address);
  }

  TestExchange host(String value) {
    host = value;
    return this;
  }

  TestExchange path(String value) {
    path = value;
    return this;
  }

  TestExchange query(String value) {
    query = "?" + value;
    return this;
  }

  TestExchange header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  TestExchange route(String value) {
    route = value;
    return this;
  }

  TestExchange environment(String value) {
    environment = value;
    return this;
  }

  TestExchange tenant(String value) {
    identity = new Identity.Caller("u", value, "p", "w", "dev", Level.DEVELOPER, "default");
    return this;
  }

  /** A caller who has shown this token. */
  TestExchange token(VerifiedToken token) {
    claims = token.claims();
    return tenant("acme");
  }

  TestExchange rules(RequestRules value) {
    rules = value;
    return this;
  }

  /** The shadows, and the code and rule of what is refused. */
  String ask(Guard guard) {
    Refusals refusals = new Refusals();
    guard.check(exchange(), refusals);
    Refusal refusal = refusals.enforced();
    return Stream.concat(
            refusals.shadows().stream().map(rule -> "shadow " + rule),
            Stream.ofNullable(refusal).map(made -> made.code() + " " + made.rule()))
        .collect(Collectors.joining(", "));
  }

  Exchange exchange() {
    return Exchange.begun(
            new CheckInput(
                "GET",
                host,
                path + query,
                headers,
                new Peer(address, ""),
                Optional.empty(),
                "r",
                "c",
                Instant.EPOCH),
            new AuthzPolicy(
                "1", List.of(), LevelRules.floor(), RouteRules.none(), rules, List.of(), Set.of()),
            new RouteRule(
                route,
                "shop",
                environment,
                new AuthRequirement.Open(),
                Level.NONE,
                "v1",
                Dialect.DIALECT_SLUICE,
                "items",
                "off",
                "none",
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                false,
                "",
                "",
                ""),
            RouteSource.PUBLISH,
            path,
            environment)
        .with(new Authentication.Known(identity, CredentialKind.NONE, false, claims));
  }
}
