package dev.sluice.extauthz.attack;

import com.google.protobuf.ByteString;
import dev.sluice.common.Sha256;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.common.token.attack.Attempt;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.key.EmbeddedKey;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.RouteRules;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of requests. It starts with a valid token on a route that requires one. */
final class CredentialAttackRequest {
  private static final JwksCache.Timing TIMING =
      new JwksCache.Timing(Duration.ofHours(1), Duration.ofHours(1), false);

  private final Attempt attempt = new Attempt();
  private final HeaderMap.Builder lines = HeaderMap.newBuilder();
  private boolean raw;
  private boolean authorized = true;
  private int times = 1;
  private @Nullable ProofAttempt proof;
  private String certificate = "";
  private boolean bound;
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

  /** Binds the token to the key of the holder. */
  CredentialAttackRequest bound() {
    return bound(ProofAttempt.members(ProofAttempt.HOLDER.jwk()));
  }

  /** Binds the token to a key. */
  CredentialAttackRequest bound(Map<String, Object> jwk) {
    String thumbprint = EmbeddedKey.of(jwk).orElseThrow().thumbprint();
    bound = true;
    return claim("cnf", Map.of("jkt", thumbprint)).line("x-forwarded-proto", t -> "https");
  }

  /** Binds the token to a certificate. */
  CredentialAttackRequest boundTo(TestCa.Issued issued) {
    return claim("cnf", Map.of("x5t#S256", digest(issued)));
  }

  /** Sends the token with a proof that is changed, bound to the holder unless it is bound yet. */
  CredentialAttackRequest proof(Consumer<ProofAttempt> change) {
    proof = new ProofAttempt();
    change.accept(proof);
    authorization(token -> "DPoP " + token);
    return bound ? this : bound();
  }

  /** Connects with a client certificate. */
  CredentialAttackRequest certificate(TestCa.Issued issued) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(issued));
    String pem = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    return certificate(URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20"));
  }

  /** Connects with a client certificate, in the form of Envoy. */
  CredentialAttackRequest certificate(String escaped) {
    certificate = escaped;
    return this;
  }

  /** Sends the request several times; the last one counts. */
  CredentialAttackRequest times(int count) {
    times = count;
    return this;
  }

  int times() {
    return times;
  }

  /** Returns the digest of a certificate, as tokens name it. */
  static String digest(TestCa.Issued issued) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(der(issued)));
  }

  /** Returns the digest of a certificate, as Envoy names it in a header. */
  static String hash(TestCa.Issued issued) {
    return HexFormat.of().formatHex(Sha256.of(der(issued)));
  }

  private static byte[] der(TestCa.Issued issued) {
    try {
      return issued.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
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
    ProofAttempt attached = proof;
    if (attached != null) {
      line("dpop", attached::text);
    }
    CheckRequest.Builder request = CheckRequest.newBuilder();
    request.getAttributesBuilder().getSourceBuilder().setCertificate(certificate);
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
