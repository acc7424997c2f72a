package dev.sluice.extauthz.attack;

import com.google.protobuf.ByteString;
import dev.sluice.common.token.attack.Attempt;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.RouteRules;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A builder of requests. It starts with a valid token on a route that requires one. */
final class CredentialAttackRequest {
  private static final JwksCache.Timing TIMING =
      new JwksCache.Timing(Duration.ofHours(1), Duration.ofHours(1), false);

  private final Attempt attempt = new Attempt();
  private final HeaderMap.Builder lines = HeaderMap.newBuilder();
  private boolean raw;
  private boolean authorized = true;
  private String path = "/v1/chat";
  private UnaryOperator<String> authorization = token -> "Bearer " + token;
  private ClaimNames names = ClaimNames.DEFAULTS;
  private AuthRequirement requirement = new AuthRequirement.Token(List.of("main"), "", List.of());

  /** Changes the token. */
  CredentialAttackRequest token(Consumer<Attempt> change) {
    change.accept(attempt);
    return this;
  }

  CredentialAttackRequest claim(String name, Object value) {
    return token(a -> a.claim(name, value));
  }

  /** Changes the value of the header Authorization. */
  CredentialAttackRequest authorization(UnaryOperator<String> value) {
    authorization = value;
    return this;
  }

  CredentialAttackRequest withoutAuthorization() {
    authorized = false;
    return this;
  }

  /** Adds a header line. */
  CredentialAttackRequest line(String name, UnaryOperator<String> value) {
    lines.addHeaders(
        HeaderValue.newBuilder()
            .setKey(name)
            .setRawValue(ByteString.copyFrom(bytes(value.apply(attempt.token())))));
    return this;
  }

  /** Sends header lines separately, as Envoy does with encode_raw_headers. */
  CredentialAttackRequest raw() {
    raw = true;
    return this;
  }

  CredentialAttackRequest path(UnaryOperator<String> value) {
    path = value.apply(attempt.token());
    return this;
  }

  CredentialAttackRequest names(ClaimNames other) {
    names = other;
    return this;
  }

  CredentialAttackRequest asking(AuthRequirement other) {
    requirement = other;
    return this;
  }

  AuthRequirement requirement() {
    return requirement;
  }

  CheckRequest request() {
    if (authorized) {
      line("authorization", authorization);
    }
    CheckRequest.Builder request = CheckRequest.newBuilder();
    var http = request.getAttributesBuilder().getRequestBuilder().getHttpBuilder();
    http.setMethod("POST").setHost("api.example.com").setPath(path);
    if (raw) {
      http.setHeaderMap(lines);
    } else {
      for (HeaderValue line : lines.getHeadersList()) {
        String text = line.getRawValue().toString(StandardCharsets.ISO_8859_1);
        String before = http.getHeadersOrDefault(line.getKey(), "");
        http.putHeaders(line.getKey(), before.isEmpty() ? text : before + "," + text);
      }
    }
    return request.build();
  }

  AuthzPolicy policy() {
    var issuer =
        new IssuerPolicy(
            attempt.settings(), Optional.of(new JwksSource.Inline(attempt.jwks())), TIMING, names);
    return new AuthzPolicy("p", List.of(issuer), AccessLevelRules.viewerOnly(), RouteRules.none());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
