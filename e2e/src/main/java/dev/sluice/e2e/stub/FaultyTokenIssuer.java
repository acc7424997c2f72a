package dev.sluice.e2e.stub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A stub issuer of RS256 tokens with injected faults of its key endpoint. It counts the requests
 * for keys.
 */
public final class FaultyTokenIssuer implements AutoCloseable {
  private static final Duration SLOW = Duration.ofSeconds(20);
  private static final int HUGE_MEGABYTES = 100;

  /** The faults of the key endpoint. */
  public enum JwksFault {
    NONE,
    ERROR,
    SLOW,
    EMPTY,
    HUGE,
    REDIRECT
  }

  private final URI address;
  private final StubHttpServer server;
  private final List<Long> jwksRequestTimes = new CopyOnWriteArrayList<>();
  private final AtomicInteger keys = new AtomicInteger();
  private volatile RSAKey key = newKey();
  private volatile JwksFault trouble = JwksFault.NONE;
  private volatile URI elsewhere = URI.create("http://127.0.0.1:1/");

  public FaultyTokenIssuer(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
    this.server = new StubHttpServer(port, this::handle);
  }

  public void start() {
    server.start();
  }

  /** Stops the server until it is started again. */
  @Override
  public void close() {
    server.close();
  }

  public FaultyTokenIssuer withFault(JwksFault next) {
    trouble = next;
    return this;
  }

  /** Redirects requests for keys to a target. */
  public FaultyTokenIssuer redirectTo(URI target) {
    elsewhere = target;
    return withFault(JwksFault.REDIRECT);
  }

  public String issuer() {
    return address.toString();
  }

  public URI jwks() {
    return address.resolve("/jwks");
  }

  /** Returns the times of requests for keys, as {@link System#nanoTime}. */
  public List<Long> jwksRequestTimes() {
    return List.copyOf(jwksRequestTimes);
  }

  /** Replaces the key by a new one. */
  public void rotateKey() {
    key = newKey();
  }

  /** Returns a token of a viewer. */
  public String token() {
    return token("JWT", Duration.ofHours(1), Map.of());
  }

  /**
   * Returns a token of a viewer with this type and lifetime. Claims are added; those with an empty
   * value are left out.
   */
  public String token(String type, Duration life, Map<String, String> claims) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(StubTokenIssuer.AUDIENCE)
            .subject("user-viewer")
            .claim("tid", "tenant-1")
            .claim("pid", "project-1")
            .claim("wid", "workspace-1")
            .claim("role", "viewer")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)));
    claims.forEach((name, value) -> all.claim(name, value.isEmpty() ? null : value));
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(key.getKeyID())
                  .type(new JOSEObjectType(type))
                  .build(),
              all.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a token that names a key that never existed. It is cheap to create. */
  public static String withUnknownKey(String token, long number) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"unknown-" + number + "\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.US_ASCII))
        + token.substring(token.indexOf('.'));
  }

  private RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyID("key-" + keys.incrementAndGet())
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/.well-known/openid-configuration")) {
      StubJson.respond(exchange, 200, Map.of("issuer", issuer(), "jwks_uri", jwks().toString()));
      return;
    }
    jwksRequestTimes.add(System.nanoTime());
    switch (trouble) {
      case NONE -> StubJson.respond(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
      case ERROR -> StubJson.respond(exchange, 500, Map.of());
      case EMPTY -> StubJson.respond(exchange, 200, Map.of("keys", List.of()));
      case HUGE -> huge(exchange);
      case SLOW -> {
        LockSupport.parkNanos(SLOW.toNanos());
        StubJson.respond(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
      }
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", elsewhere.toString());
        exchange.sendResponseHeaders(302, -1);
      }
    }
  }

  private static void huge(HttpExchange exchange) throws IOException {
    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < HUGE_MEGABYTES; i++) {
        out.write(blanks);
      }
    }
  }
}
