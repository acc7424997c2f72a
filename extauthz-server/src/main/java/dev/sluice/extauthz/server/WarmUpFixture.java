package dev.sluice.extauthz.server;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.OAuth2;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.extauthz.identity.IssuerListener;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.RouteRules;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fixture of the warm-up: a policy, a publish and requests for every common decision. */
final class WarmUpFixture {
  private static final int CALLERS = 16;
  private static final Duration DAY = Duration.ofDays(1);

  private final WarmUpTokenSigner signer = new WarmUpTokenSigner();
  private final AuthzPolicy policy =
      new AuthzPolicy(
          "warm-up", List.of(issuer()), AccessLevelRules.viewerOnly(), RouteRules.none());
  private final RouteRules routes = RouteRules.none().with(Map.of("warm-up", publish()), Set.of());

  AuthzPolicy policy() {
    return policy;
  }

  RouteRules routes() {
    return routes;
  }

  IssuerRegistry registry(NativeCrypto crypto) {
    return new IssuerRegistry(
        crypto,
        SignatureExecutor.onCallingThread(),
        InstantSource.system(),
        new NoOpIssuerListener());
  }

  /**
   * Returns requests: most with a valid token, one with a forged signature, one without the role,
   * one without a token.
   */
  List<byte[]> requests() {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      requests.add(request("/v1/chat?n=" + i, signer.token("caller-" + i, "developer")));
    }
    String forged = signer.token("caller", "admin");
    int last = forged.lastIndexOf('.');
    String otherToken = signer.token("other", "admin");
    requests.add(
        request(
            "/v1/chat",
            forged.substring(0, last) + otherToken.substring(otherToken.lastIndexOf('.'))));
    requests.add(request("/v1/chat", signer.token("caller", "nobody")));
    requests.add(request("/v1/chat", ""));
    return requests;
  }

  private IssuerPolicy issuer() {
    return new IssuerPolicy(
        new IssuerSettings(
            IssuerPolicy.DEFAULT,
            Optional.of(WarmUpTokenSigner.ISSUER),
            Set.of(),
            Set.of(TokenAlgorithm.RS256),
            Duration.ofMinutes(1),
            Optional.empty()),
        Optional.of(new JwksSource.Inline(signer.keySet())),
        new JwksCache.Timing(DAY, DAY, false));
  }

  private static Publish publish() {
    return Publish.newBuilder()
        .setId("warm-up")
        .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
        .setOauth2(OAuth2.newBuilder().setIssuer(IssuerPolicy.DEFAULT))
        .addHosts("warm-up.invalid")
        .addRoutes(
            Route.newBuilder()
                .setId("warm-up/chat")
                .setPath(PathMatch.newBuilder().setPrefix("/v1/")))
        .build();
  }

  private static byte[] request(String path, String token) {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    var attributes = request.getAttributesBuilder();
    attributes.putContextExtensions("sluice.route", "warm-up/chat");
    var http = attributes.getRequestBuilder().getHttpBuilder();
    http.setMethod("POST").setHost("warm-up.invalid").setPath(path);
    http.putHeaders("x-request-id", "7b0e3b0c-6a3c-4f6f-9d3c-000000000000");
    http.putHeaders("content-type", "application/json");
    if (!token.isEmpty()) {
      http.putHeaders("authorization", "Bearer " + token);
    }
    return request.build().toByteArray();
  }

  private record NoOpIssuerListener() implements IssuerListener {
    @Override
    public JwksCache.FetchListener fetchListener(String issuer) {
      return new JwksCache.FetchListener() {
        @Override
        public void refreshed(int keys) {}

        @Override
        public void failed(String reason, JwksCache.KeyFreshness freshness) {}
      };
    }

    @Override
    public void onOpened(IssuerPolicy issuer, @Nullable JwksCache keys) {}

    @Override
    public void onIntrospected(String issuer, IntrospectionResult.Completed result) {}

    @Override
    public void onClosed(String issuer) {}
  }
}
