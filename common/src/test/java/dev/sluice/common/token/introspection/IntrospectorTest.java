package dev.sluice.common.token.introspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jwks.TestJwksServer;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrospectorTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final TestJwksServer server = new TestJwksServer("{\"active\": true, \"sub\": \"u\"}");
  private final ConcurrentLinkedQueue<IntrospectionResult.Completed> heard =
      new ConcurrentLinkedQueue<>();
  private Path secret = Path.of("none");

  @BeforeEach
  void secret() throws IOException {
    secret = Files.writeString(folder.resolve("secret"), "s:e cret\n");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void introspect_request_followsRfc() {
    try (Introspector introspector = introspector(2, LONG)) {
      var active =
          assertInstanceOf(IntrospectionResult.Active.class, ask(introspector, "a+b/c=&d"));
      assertEquals("u", active.token().claims().text("sub").orElseThrow());
      assertFalse(active.cached());
    }
    assertEquals("token=a%2Bb%2Fc%3D%26d&token_type_hint=access_token", server.lastBody());
    assertEquals(
        "Basic "
            + Base64.getEncoder()
                .encodeToString("sluice%2F1:s%3Ae+cret".getBytes(StandardCharsets.UTF_8)),
        server.lastHeader("authorization"));
    assertEquals("application/json", server.lastHeader("accept"));
  }

  @Test
  void introspect_cached_expiresWithToken() {
    long expires = clock.seconds() + 20;
    server.answer(200, "{\"active\": true, \"exp\": " + expires + "}");
    try (Introspector introspector = introspector(2, LONG)) {
      assertFalse(active(introspector, "a"));
      clock.advance(Duration.ofSeconds(19));
      assertTrue(active(introspector, "a"));
      assertEquals(1, server.requests());
      clock.advance(Duration.ofSeconds(1));
      assertEquals(
          new IntrospectionResult.Rejected(TokenError.EXPIRED),
          ask(introspector, "a"),
          "asked again");
      assertEquals(2, server.requests());
    }
  }

  @Test
  void introspect_cached_expiresAfterCacheTime() {
    server.answer(200, "{\"active\": true, \"exp\": " + (clock.seconds() + 9999) + "}");
    try (Introspector introspector = introspector(2, LONG)) {
      assertFalse(active(introspector, "a"));
      clock.advance(Duration.ofSeconds(61));
      assertFalse(active(introspector, "a"));
      assertEquals(2, server.requests());
    }
  }

  @Test
  void introspect_rejection_isCachedBriefly() {
    server.answer(200, "{\"active\": false, \"sub\": \"u\"}");
    try (Introspector introspector = introspector(2, LONG)) {
      var refused = new IntrospectionResult.Rejected(TokenError.INACTIVE);
      assertEquals(refused, ask(introspector, "a"));
      assertEquals(refused, ask(introspector, "a"));
      assertEquals(1, server.requests());
      clock.advance(Duration.ofSeconds(5));
      assertEquals(refused, ask(introspector, "a"));
      assertEquals(2, server.requests());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"active\": true, \"iss\": \"urn:other\"} | ISSUER",
        "{\"active\": true, \"nbf\": 99999999999} | NOT_YET_VALID",
        "{\"active\": true, \"exp\": 1} | EXPIRED",
      })
  void introspect_activeButUnfit_isRejected(String answer, TokenError fault) {
    server.answer(200, answer);
    try (Introspector introspector = introspector(2, LONG)) {
      assertEquals(new IntrospectionResult.Rejected(fault), ask(introspector, "a"));
    }
  }

  @Test
  void introspect_audience_isChecked() {
    try (Introspector introspector = introspector(2, LONG, Set.of("shop"))) {
      assertEquals(new IntrospectionResult.Rejected(TokenError.AUDIENCE), ask(introspector, "a"));
      server.answer(200, "{\"active\": true, \"aud\": [\"x\", \"shop\"]}");
      assertFalse(active(introspector, "b"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"active\": true}",
        "302 | {\"active\": true}",
        "500 | {\"active\": true}",
        "200 | {\"active\": \"true\"}",
        "200 | {\"sub\": \"u\"}",
        "200 | []",
        "200 | {\"active\": true, \"active\": false}",
        "200 | {\"active\": true, \"sub\": 7}",
        "200 | {\"active\": true, \"exp\": \"never\"}",
      })
  void introspect_noResponse_isNotCached(int status, String body) {
    server.answer(status, body);
    try (Introspector introspector = introspector(2, LONG)) {
      assertInstanceOf(IntrospectionResult.Unavailable.class, ask(introspector, "a"));
      server.answer(200, "{\"active\": true}");
      assertFalse(active(introspector, "a"));
    }
  }

  @Test
  void introspect_hugeResponse_isUnavailable() {
    server.answer(200, "{\"active\": true, \"pad\": \"" + "x".repeat(70_000) + "\"}");
    try (Introspector introspector = introspector(2, LONG)) {
      assertInstanceOf(IntrospectionResult.Unavailable.class, ask(introspector, "a"));
    }
  }

  @Test
  void introspect_noSecret_isUnavailable() throws IOException {
    Files.delete(secret);
    try (Introspector introspector = introspector(2, LONG)) {
      assertInstanceOf(IntrospectionResult.Unavailable.class, ask(introspector, "a"));
      assertEquals(0, server.requests());
    }
  }

  @Test
  void introspect_loopback_onlyIfAllowed() {
    IntrospectionSettings settings = settings(2, LONG, Set.of());
    IntrospectionSettings strict =
        new IntrospectionSettings(
            settings.name(),
            settings.issuer(),
            settings.audiences(),
            settings.uri(),
            false,
            settings.clientId(),
            settings.secretFile(),
            settings.limits());
    try (Introspector introspector = new Introspector(strict, clock, heard::add)) {
      assertInstanceOf(IntrospectionResult.Unavailable.class, ask(introspector, "a"));
      assertEquals(0, server.requests());
    }
  }

  @Test
  void introspect_concurrent_sharesRequest() {
    server.hold();
    try (Introspector introspector = introspector(1, LONG)) {
      IntrospectionResult first = introspector.introspect("a");
      IntrospectionResult second = introspector.introspect("a");
      assertInstanceOf(
          IntrospectionResult.Unavailable.class, introspector.introspect("b"), "shed at once");
      server.release();
      assertInstanceOf(IntrospectionResult.Active.class, settled(first));
      assertInstanceOf(IntrospectionResult.Active.class, settled(second));
      assertEquals(1, server.requests());
      assertInstanceOf(IntrospectionResult.Active.class, ask(introspector, "b"));
      assertEquals(
          List.of("Unavailable", "Active", "Active"),
          heard.stream().map(answer -> answer.getClass().getSimpleName()).toList());
    }
  }

  @Test
  void introspect_lateResponse_isUnavailable() {
    server.hold();
    try (Introspector introspector = introspector(2, Duration.ofMillis(50))) {
      assertInstanceOf(IntrospectionResult.Unavailable.class, ask(introspector, "a"));
    }
  }

  private boolean active(Introspector introspector, String token) {
    return assertInstanceOf(IntrospectionResult.Active.class, ask(introspector, token)).cached();
  }

  private static IntrospectionResult.Completed ask(Introspector introspector, String token) {
    return settled(introspector.introspect(token));
  }

  private static IntrospectionResult.Completed settled(IntrospectionResult answer) {
    return switch (answer) {
      case IntrospectionResult.Completed settled -> settled;
      case IntrospectionResult.Pending(var later) -> later.join();
    };
  }

  private Introspector introspector(int concurrent, Duration timeout) {
    return introspector(concurrent, timeout, Set.of());
  }

  private Introspector introspector(int concurrent, Duration timeout, Set<String> audiences) {
    return new Introspector(settings(concurrent, timeout, audiences), clock, heard::add);
  }

  private IntrospectionSettings settings(int concurrent, Duration timeout, Set<String> audiences) {
    return new IntrospectionSettings(
        "legacy",
        Optional.of("urn:legacy"),
        audiences,
        server.uri(),
        true,
        "sluice/1",
        secret,
        new IntrospectionSettings.IntrospectionLimits(
            Duration.ofMinutes(1), Duration.ofSeconds(5), timeout, concurrent, 100));
  }
}
