package dev.sluice.extauthz.decision;

import dev.sluice.common.Secret;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the headers of an allowed request: identity of ours instead of the client's claims about
 * itself, the caller's credential taken off, nothing that could change its path or method.
 */
final class UpstreamHeaderBuilder {
  /** What other gateways set and upstreams may believe; removed when the client sent it. */
  private static final Set<String> BELIEVED =
      Set.of(
          "x-user-role",
          "x-user-roles",
          "x-user-email",
          "x-user-name",
          "x-forwarded-user",
          "x-forwarded-email",
          "x-forwarded-groups",
          "x-forwarded-preferred-username",
          "x-remote-user",
          "x-auth-request-user",
          "x-auth-request-email",
          "x-auth-request-groups",
          "x-auth-request-access-token",
          "x-forwarded-access-token",
          "x-original-url",
          "x-original-uri",
          "x-rewrite-url",
          "x-original-method",
          "x-http-method",
          "x-http-method-override",
          "x-method-override");

  private final UpstreamSettings settings;
  private final Set<String> forgeable;

  UpstreamHeaderBuilder(UpstreamSettings settings) {
    this.settings = settings;
    this.forgeable =
        Stream.of(
                GatewayOwnedHeaders.IDENTITY,
                GatewayOwnedHeaders.REQUEST,
                BELIEVED,
                Set.of(settings.internalTokenHeader()))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());
  }

  RequestHeaderChanges build(AuthorizationContext exchange, List<Header> callIds) {
    List<Header> set = new ArrayList<>(8);
    List<String> remove = new ArrayList<>(6);
    switch (exchange.identity()) {
      case Identity.Caller caller -> {
        set.add(new Header("x-user-id", caller.subject()));
        set.add(new Header("x-tenant-id", caller.tenant()));
        set.add(new Header("x-project-id", caller.project()));
        set.add(new Header("x-workspace-id", caller.workspace()));
      }
      case Identity.Anonymous() -> remove.addAll(GatewayOwnedHeaders.IDENTITY);
    }
    set.add(new Header("x-policy-version", exchange.policy().version()));
    set.add(new Header("x-correlation-id", exchange.input().correlationId()));
    credential(exchange, set, remove);
    internalToken(exchange.route(), set, remove);
    removeBelieved(exchange.input().headers(), remove);
    HeaderContractChanges.apply(exchange, callIds, set, remove);
    return new RequestHeaderChanges(set, remove);
  }

  private void credential(AuthorizationContext exchange, List<Header> set, List<String> remove) {
    remove.add("x-api-key");
    UpstreamAuth auth = exchange.route().upstreamAuth();
    if (auth == UpstreamAuth.UPSTREAM_AUTH_UNSPECIFIED) {
      auth = settings.defaultAuth();
    }
    if (auth == UpstreamAuth.UPSTREAM_AUTH_PASSTHROUGH && !isKey(exchange.identity())) {
      return;
    }
    Secret bearer = bearer(exchange.route()).orElse(null);
    if (auth == UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER && bearer != null) {
      set.add(new Header("authorization", "Bearer " + bearer.reveal()));
    } else {
      remove.add("authorization");
    }
  }

  private Optional<Secret> bearer(RouteRule route) {
    return route.upstreamSecret().isEmpty()
        ? settings.bearerToken()
        : settings.namedTokens().find(route.upstreamSecret());
  }

  /** A key is the gateway's own; nobody behind it has a use for it. */
  private static boolean isKey(Identity identity) {
    return identity instanceof Identity.Caller caller
        && caller.issuedCredential() != null
        && caller.issuedCredential().proof() instanceof CredentialProof.ApiKey;
  }

  private void internalToken(RouteRule route, List<Header> set, List<String> remove) {
    Secret token = settings.internalToken().orElse(null);
    if (route.internalToken() && token != null) {
      set.add(new Header(settings.internalTokenHeader(), token.reveal()));
    } else {
      remove.add(settings.internalTokenHeader());
    }
  }

  private void removeBelieved(Map<String, String> headers, List<String> remove) {
    for (String name : headers.keySet()) {
      // To many an upstream, x_user_id is X-User-Id.
      if (BELIEVED.contains(name)
          || (name.indexOf('_') >= 0 && forgeable.contains(name.replace('_', '-')))) {
        remove.add(name);
      }
    }
  }
}
