package dev.sluice.common.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwksCacheTest {
  private static final TestIssuer OLD = TestIssuer.create(TokenAlgorithm.RS256, "old");
  private static final TestIssuer NEW = TestIssuer.create(TokenAlgorithm.RS256, "new");
  private static final Duration LONG = Duration.ofHours(10);
  private static final Duration TTL = Duration.ofMinutes(5);

  private static final IssuerSettings SETTINGS =
      new IssuerSettings(
          "test",
          Optional.empty(),
          Set.of(),
          TokenAlgorithm.USUAL,
          Duration.ofMinutes(1),
          Optional.empty());

  private final TestClock clock = new TestClock();
  private final RecordedFetches fetches = new RecordedFetches();
  private final TestJwksServer server = new TestJwksServer(TestIssuer.jwks(OLD));
  private final Map<String, Object> claims = TestIssuer.claims(clock.seconds());
  private JwksCache cache = cache(LONG, false);
  private TokenVerifier verifier = verifier(cache);

  @AfterEach
  void stop() {
    cache.close();
    server.close();
  }

  @Test
  void verify_unknownKeyId_fetchesOnceInTenSeconds() {
    fetches.next();
    server.answer(200, TestIssuer.jwks(OLD, NEW));
    var waiting = assertInstanceOf(Verification.Waiting.class, verify(NEW));
    assertInstanceOf(Verification.Verified.class, waiting.answer().join());
    assertEquals("refreshed 2", fetches.next());
    assertInstanceOf(Verification.Verified.class, verify(NEW), "now known");
    TestIssuer other = TestIssuer.create(TokenAlgorithm.RS256, "other");
    assertEquals(new Verification.Refused(TokenFault.UNKNOWN_KEY), verify(other));
    assertEquals(2, server.requests());

    clock.advance(Duration.ofSeconds(10));
    var again = assertInstanceOf(Verification.Waiting.class, verify(other));
    assertEquals(new Verification.Refused(TokenFault.UNKNOWN_KEY), again.answer().join());
    assertEquals(3, server.requests());
  }

  @Test
  void verify_manyWhileAFetchIsUnderWay() {
    fetches.next();
    server.hold();
    var first = assertInstanceOf(Verification.Waiting.class, verify(NEW));
    for (int i = 0; i < 999; i++) {
      assertInstanceOf(Verification.Waiting.class, verify(NEW));
    }
    assertEquals(new Verification.Refused(TokenFault.UNKNOWN_KEY), verify(NEW), "bounded");
    assertEquals(
        new Verification.Refused(TokenFault.UNKNOWN_KEY), first.answer().join(), "time is over");
    server.release();
    fetches.next();
    assertEquals(2, server.requests());
  }

  @Test
  void verify_beforeTheFirstFetchEnds() {
    cache.close();
    server.hold();
    cache = cache(LONG, false);
    verifier = verifier(cache);
    var waiting = assertInstanceOf(Verification.Waiting.class, verify(OLD));
    assertFalse(cache.asked());
    server.release();
    assertInstanceOf(Verification.Verified.class, waiting.answer().join());
    cache.firstAsked().toCompletableFuture().join();
    assertTrue(cache.asked());
  }

  @Test
  void verify_theFirstFetchHangs_nobodyKnows() {
    cache.close();
    server.hold();
    cache = cache(LONG, false);
    verifier = verifier(cache);
    var waiting = assertInstanceOf(Verification.Waiting.class, verify(OLD));
    assertEquals(new Verification.Refused(TokenFault.BUSY), waiting.answer().join());
    server.release();
  }

  @Test
  void keys_sourceAway_servedUntilTheirTimeIsOver() {
    fetches.next();
    server.answer(500, "no");
    clock.advance(TTL);
    assertInstanceOf(Verification.Verified.class, verify(OLD));
    assertEquals(Optional.of(TTL), cache.age());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), verifier.recall(TokenDigest.of(OLD.token(claims))));
    var waiting = assertInstanceOf(Verification.Waiting.class, verify(OLD), "one more try");
    assertEquals(new Verification.Refused(TokenFault.KEYS_EXPIRED), waiting.answer().join());
    assertTrue(fetches.next().endsWith("status 500, NONE"));
  }

  @Test
  void keys_sourceAway_failOpen() {
    fetches.next();
    cache.close();
    cache = cache(LONG, true);
    verifier = verifier(cache);
    fetches.next();
    server.answer(500, "no");
    clock.advance(TTL.multipliedBy(100));
    assertTrue(cache.keys().isPresent());
    assertEquals(JwksCache.Standing.FAIL_OPEN, cache.standing());
  }

  @Test
  void keys_neverFetched_failOpenToo() {
    fetches.next();
    cache.close();
    server.answer(503, "no");
    cache = cache(LONG, true);
    assertTrue(fetches.next().endsWith("NONE"));
    assertTrue(cache.keys().isEmpty());
  }

  @Test
  void recall_keysChanged() {
    fetches.next();
    String token = OLD.token(claims);
    assertInstanceOf(Verification.Verified.class, verify(token));
    assertTrue(verifier.recall(TokenDigest.of(token)).isPresent());
    refetch();
    assertTrue(verifier.recall(TokenDigest.of(token)).isPresent(), "the same keys");
    server.answer(200, TestIssuer.jwks(NEW));
    clock.advance(Duration.ofSeconds(10));
    refetch();
    assertTrue(verifier.recall(TokenDigest.of(token)).isEmpty());
    assertEquals(new Verification.Refused(TokenFault.UNKNOWN_KEY), verify(token));
  }

  @Test
  void keys_refreshedInTheBackground() {
    fetches.next();
    cache.close();
    cache = cache(Duration.ofMillis(20), false);
    fetches.next();
    server.answer(200, TestIssuer.jwks(OLD, NEW));
    String last = fetches.next();
    while (!last.equals("refreshed 2")) {
      last = fetches.next();
    }
  }

  @Test
  void keys_documentUnusable() {
    fetches.next();
    for (String bad : new String[] {"", "{}", "{\"keys\":[]}", "<html>", "{\"keys\":[{}]}", "["}) {
      clock.advance(Duration.ofSeconds(10));
      server.answer(200, bad);
      var _ = cache.nextFetch();
      assertTrue(fetches.next().contains("no usable key"));
      assertTrue(cache.keys().isPresent(), "the last good ones");
    }
    clock.advance(Duration.ofSeconds(10));
    server.answer(200, " ".repeat(600 * 1024));
    var _ = cache.nextFetch();
    assertTrue(fetches.next().startsWith("failed"));
  }

  @Test
  void load_addressOfThisMachine_refusedUnlessAllowed() {
    fetches.next();
    cache.close();
    var source = new JwksSource.Url(server.uri(), false);
    cache =
        new JwksCache(SETTINGS, source, timing(LONG, false), NativeCrypto.none(), clock, fetches);
    assertTrue(fetches.next().contains("keys are not fetched from"));
    assertEquals(1, server.requests());
  }

  @Test
  void load_fileThatIsMissing() {
    fetches.next();
    cache.close();
    var source = new JwksSource.File(Path.of("/nonexistent/jwks.json"));
    cache =
        new JwksCache(SETTINGS, source, timing(LONG, false), NativeCrypto.none(), clock, fetches);
    assertTrue(fetches.next().startsWith("failed java.nio.file.NoSuchFileException"));
  }

  private void refetch() {
    cache.nextFetch().orElseThrow().join();
    fetches.next();
  }

  private Verification verify(TestIssuer issuer) {
    return verify(issuer.token(claims));
  }

  private Verification verify(String token) {
    var read = assertInstanceOf(CompactToken.Reading.Token.class, CompactToken.read(token));
    return verifier.verify(read.token(), TokenDigest.of(token));
  }

  private TokenVerifier verifier(JwksCache keys) {
    return new TokenVerifier(SETTINGS, keys, SignatureChecks.here(), clock);
  }

  private JwksCache cache(Duration refresh, boolean failOpen) {
    var source = new JwksSource.Url(server.uri(), true);
    return new JwksCache(
        SETTINGS, source, timing(refresh, failOpen), NativeCrypto.none(), clock, fetches);
  }

  private static JwksCache.Timing timing(Duration refresh, boolean failOpen) {
    return new JwksCache.Timing(refresh, TTL, failOpen);
  }
}
