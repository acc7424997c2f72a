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
 * A builder of the header changes of an allowed request. It replaces identity headers of the client
 * by verified ones, and removes the credential. It also removes headers that could change the path
 * or the method at the upstream.
 */
final class UpstreamHeaderBuilder {
  private final UpstreamSettings settings;
  private final Set<String> ownedHere;

  UpstreamHeaderBuilder(UpstreamSettings settings) {
    this.settings = settings;
    this.ownedHere =
        Stream.of(
                GatewayOwnedHeaders.IDENTITY,
                GatewayOwnedHeaders.REQUEST,
                Set.of(settings.internalTokenHeader()))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());
  }

  RequestHeaderChanges build(AuthorizationContext context, List<Header> callIds) {
    List<Header> set = new ArrayList<>(8);
    List<String> remove = new ArrayList<>(6);
    switch (context.identity()) {
      case Identity.Caller caller -> {
        set.add(new Header("x-user-id", caller.subject()));
        set.add(new Header("x-tenant-id", caller.tenant()));
        set.add(new Header("x-project-id", caller.project()));
        set.add(new Header("x-workspace-id", caller.workspace()));
      }
      case Identity.Anonymous() -> remove.addAll(GatewayOwnedHeaders.IDENTITY);
    }
    set.add(new Header("x-policy-version", context.policy().version()));
    set.add(new Header("x-correlation-id", context.input().correlationId()));
    setCredential(context, set, remove);
    setModelTokens(context.route(), set, remove);
    setInternalToken(context.route(), set, remove);
    removeForgeable(context.input().headers(), remove);
    HeaderContractChanges.apply(context, callIds, set, remove);
    return new RequestHeaderChanges(set, remove);
  }

  private void setCredential(AuthorizationContext context, List<Header> set, List<String> remove) {
    remove.add("x-api-key");
    UpstreamAuth auth = context.route().upstreamAuth();
    if (auth == UpstreamAuth.UPSTREAM_AUTH_UNSPECIFIED) {
      auth = settings.defaultAuth();
    }
    if (auth == UpstreamAuth.UPSTREAM_AUTH_PASSTHROUGH && !usesApiKey(context.identity())) {
      return;
    }
    if (context.input().header("dpop") != null) {
      remove.add("dpop");
    }
    Secret bearerToken = bearerToken(context.route().upstreamSecret()).orElse(null);
    if (auth == UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER && bearerToken != null) {
      set.add(new Header("authorization", "Bearer " + bearerToken.reveal()));
    } else {
      remove.add("authorization");
    }
  }

  private Optional<Secret> bearerToken(String name) {
    return name.isEmpty() ? settings.bearerToken() : settings.namedTokens().find(name);
  }

  /**
   * Sets the tokens of which Envoy sends one to the backend of the chosen model. A header without a
   * token is removed, because the client may have sent it.
   */
  private void setModelTokens(RouteRule route, List<Header> set, List<String> remove) {
    route
        .modelTokens()
        .forEach((header, name) ->
            bearerToken(name)
                .ifPresentOrElse(
                    token -> set.add(new Header(header, "Bearer " + token.reveal())),
                    () -> remove.add(header)));
  }

  /** Returns true for an API key. Only the gateway accepts it, so it is never passed on. */
  private static boolean usesApiKey(Identity identity) {
    return identity instanceof Identity.Caller caller
        && caller.issuedCredential() != null
        && caller.issuedCredential().proof() instanceof CredentialProof.ApiKey;
  }

  private void setInternalToken(RouteRule route, List<Header> set, List<String> remove) {
    Secret token = settings.internalToken().orElse(null);
    if (route.internalToken() && token != null) {
      set.add(new Header(settings.internalTokenHeader(), token.reveal()));
    } else {
      remove.add(settings.internalTokenHeader());
    }
  }

  private void removeForgeable(Map<String, String> headers, List<String> remove) {
    for (String name : headers.keySet()) {
      // Many upstreams treat x_user_id as X-User-Id.
      if (settings.forgeable().contains(name)
          || (name.indexOf('_') >= 0 && ownedHere.contains(name.replace('_', '-')))) {
        remove.add(name);
      }
    }
  }
}
