package dev.sluice.e2e.stub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * A stub issuer of RS256 tokens that serves its public key at {@code /jwks}. Users sign in at it
 * with OpenID Connect.
 */
public final class StubTokenIssuer implements AutoCloseable {
  public static final String AUDIENCE = "sluice";
  private static final Duration LIFE = Duration.ofHours(12);
  private static final String KID = "stub-1";

  private final URI address;
  private final StubHttpServer server;
  private final RSAKey key = key(KID);
  private final StubSignIn signIn;

  public StubTokenIssuer(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
    this.server = new StubHttpServer(port, this::handle);
    this.signIn =
        new StubSignIn(
            address.toString(), (claims, life) -> signed(claims, Instant.now().plus(life)));
  }

  public void start() {
    server.start();
  }

  @Override
  public void close() {
    server.close();
  }

  public String issuer() {
    return address.toString();
  }

  public URI jwks() {
    return address.resolve("/jwks");
  }

  /** Returns a token of the sample user with a role, valid for hours. */
  public String token(String role) {
    return sign(claims(role).expirationTime(in(LIFE)).build(), key);
  }

  /** Returns a token of the sample user with additional or changed claims. */
  public String token(String role, Map<String, ?> claims) {
    JWTClaimsSet.Builder all = claims(role).expirationTime(in(LIFE));
    claims.forEach(all::claim);
    return sign(all.build(), key);
  }

  private String signed(Map<String, ?> claims, Instant expires) {
    JWTClaimsSet.Builder all = claims("viewer").expirationTime(Date.from(expires));
    claims.forEach(all::claim);
    return sign(all.build(), key);
  }

  /** Sets how long the access tokens of later sign-ins are valid. */
  public void signInLife(Duration life) {
    signIn.tokenLife(life);
  }

  /** Returns a token with a valid signature that expired over an hour ago. */
  public String expiredToken() {
    return sign(claims("developer").expirationTime(in(Duration.ofHours(-1))).build(), key);
  }

  /** Returns a token that names the published key but is signed with another one. */
  public String forgedToken() {
    return sign(claims("admin").expirationTime(in(LIFE)).build(), key(KID));
  }

  /** Returns a token signed with a key that the issuer does not publish. */
  public String tokenWithUnknownKey() {
    return sign(claims("admin").expirationTime(in(LIFE)).build(), key("stub-unknown"));
  }

  /** Returns a token without the workspace. */
  public String incompleteToken() {
    return sign(claims("developer").claim("wid", null).expirationTime(in(LIFE)).build(), key);
  }

  /** Returns a token for another audience. */
  public String tokenForOtherAudience() {
    return sign(claims("admin").audience("other").expirationTime(in(LIFE)).build(), key);
  }

  /** Returns a token with the algorithm {@code none}. */
  public String unsignedToken() {
    return new PlainJWT(claims("admin").expirationTime(in(LIFE)).build()).serialize();
  }

  /** Returns a token signed with the public key as an HMAC secret. */
  public String tokenSignedWithPublicKey() {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KID).build(),
              claims("admin").expirationTime(in(LIFE)).build());
      token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a valid token with the long claim names. */
  public String tokenWithLongClaimNames() {
    return sign(
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(AUDIENCE)
            .claim("user_id", "user-long")
            .claim("tenant_id", "tenant-long")
            .claim("project_id", "project-long")
            .claim("workspace_id", "workspace-long")
            .expirationTime(in(LIFE))
            .build(),
        key);
  }

  private JWTClaimsSet.Builder claims(String role) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(AUDIENCE)
        .subject("user-" + role)
        .claim("tid", "tenant-1")
        .claim("pid", "project-1")
        .claim("wid", "workspace-1")
        .claim("role", role)
        .issueTime(in(Duration.ofHours(-2)));
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }

  private static String sign(JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).algorithm(JWSAlgorithm.RS256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/jwks")) {
      StubJson.respond(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
    } else if (!signIn.answered(exchange)) {
      StubJson.respond(exchange, 404, Map.of());
    }
  }
}
