package dev.sluice.common.token.jwks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.common.token.verify.TokenVerifier;
import dev.sluice.common.token.verify.VerificationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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
          TokenAlgorithm.DEFAULTS,
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
  void verify_unknownKeyId_fetchesAtLimitedRate() {
    fetches.next();
    server.answer(200, TestIssuer.jwks(OLD, NEW));
    var waiting = assertInstanceOf(VerificationResult.Pending.class, verify(NEW));
    assertInstanceOf(VerificationResult.Verified.class, waiting.result().join());
    assertEquals("refreshed 2", fetches.next());
    assertInstanceOf(VerificationResult.Verified.class, verify(NEW), "now known");
    TestIssuer other = TestIssuer.create(TokenAlgorithm.RS256, "other");
    assertEquals(new VerificationResult.Rejected(TokenError.UNKNOWN_KEY), verify(other));
    assertEquals(2, server.requests());

    clock.advance(Duration.ofSeconds(10));
    var again = assertInstanceOf(VerificationResult.Pending.class, verify(other));
    assertEquals(new VerificationResult.Rejected(TokenError.UNKNOWN_KEY), again.result().join());
    assertEquals(3, server.requests());
  }

  @Test
  void verify_duringFetch_allWait() {
    fetches.next();
    List<String> tokens = IntStream.range(0, 1_001).mapToObj(i -> NEW.token(claims)).toList();
    server.hold();
    var first = assertInstanceOf(VerificationResult.Pending.class, verify(tokens.getFirst()));
    for (String token : tokens.subList(1, 1_000)) {
      assertInstanceOf(VerificationResult.Pending.class, verify(token));
    }
    VerificationResult last = verify(tokens.getLast());
    assertEquals(new VerificationResult.Rejected(TokenError.UNKNOWN_KEY), last, "bounded");
    assertEquals(
        new VerificationResult.Rejected(TokenError.UNKNOWN_KEY),
        first.result().join(),
        "time is over");
    server.release();
    fetches.next();
    assertEquals(2, server.requests());
  }

  @Test
  void verify_duringFirstFetch_waits() {
    cache.close();
    server.hold();
    cache = cache(LONG, false);
    verifier = verifier(cache);
    var waiting = assertInstanceOf(VerificationResult.Pending.class, verify(OLD));
    assertFalse(cache.wasFetched());
    server.release();
    assertInstanceOf(VerificationResult.Verified.class, waiting.result().join());
    cache.firstFetch().toCompletableFuture().join();
    assertTrue(cache.wasFetched());
  }

  @Test
  void verify_firstFetchHangs_isBusy() {
    cache.close();
    server.hold();
    cache = cache(LONG, false);
    verifier = verifier(cache);
    var waiting = assertInstanceOf(VerificationResult.Pending.class, verify(OLD));
    assertEquals(new VerificationResult.Rejected(TokenError.BUSY), waiting.result().join());
    server.release();
  }

  @Test
  void keys_sourceUnavailable_expire() {
    fetches.next();
    server.answer(500, "no");
    clock.advance(TTL);
    assertInstanceOf(VerificationResult.Verified.class, verify(OLD));
    assertEquals(Optional.of(TTL), cache.age());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), verifier.cached(TokenDigest.of(OLD.token(claims))));
    var waiting = assertInstanceOf(VerificationResult.Pending.class, verify(OLD), "one more try");
    assertEquals(new VerificationResult.Rejected(TokenError.KEYS_EXPIRED), waiting.result().join());
    assertTrue(fetches.next().endsWith("status 500, NONE"));
  }

  @Test
  void keys_sourceUnavailableFailOpen_areKept() {
    fetches.next();
    cache.close();
    cache = cache(LONG, true);
    verifier = verifier(cache);
    fetches.next();
    server.answer(500, "no");
    clock.advance(TTL.multipliedBy(100));
    assertTrue(cache.keys().isPresent());
    assertEquals(JwksCache.KeyFreshness.FAIL_OPEN, cache.freshness());
  }

  @Test
  void keys_neverFetchedFailOpen_areAbsent() {
    fetches.next();
    cache.close();
    server.answer(503, "no");
    cache = cache(LONG, true);
    assertTrue(fetches.next().endsWith("NONE"));
    assertTrue(cache.keys().isEmpty());
  }

  @Test
  void cached_keysChanged_isDropped() {
    fetches.next();
    String token = OLD.token(claims);
    assertInstanceOf(VerificationResult.Verified.class, verify(token));
    assertTrue(verifier.cached(TokenDigest.of(token)).isPresent());
    refetch();
    assertTrue(verifier.cached(TokenDigest.of(token)).isPresent(), "the same keys");
    server.answer(200, TestIssuer.jwks(NEW));
    clock.advance(Duration.ofSeconds(10));
    refetch();
    assertTrue(verifier.cached(TokenDigest.of(token)).isEmpty());
    assertEquals(new VerificationResult.Rejected(TokenError.UNKNOWN_KEY), verify(token));
  }

  @Test
  void keys_refresh_isInBackground() {
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
  void keys_unusableDocument_keepsOld() {
    fetches.next();
    for (String bad : new String[] {"", "{}", "{\"keys\":[]}", "<html>", "{\"keys\":[{}]}", "["}) {
      clock.advance(Duration.ofSeconds(10));
      server.answer(200, bad);
      var _ = cache.requestFetch();
      assertTrue(fetches.next().contains("no usable key"));
      assertTrue(cache.keys().isPresent(), "the last good ones");
    }
    clock.advance(Duration.ofSeconds(10));
    server.answer(200, " ".repeat(600 * 1024));
    var _ = cache.requestFetch();
    assertTrue(fetches.next().startsWith("failed"));
  }

  @Test
  void load_loopback_onlyIfAllowed() {
    fetches.next();
    cache.close();
    var source = new JwksSource.Url(server.uri(), false);
    cache =
        new JwksCache(SETTINGS, source, timing(LONG, false), NativeCrypto.none(), clock, fetches);
    assertTrue(fetches.next().contains("loopback or link-local"));
    assertEquals(1, server.requests());
  }

  @Test
  void load_missingFile_fails() {
    fetches.next();
    cache.close();
    var source = new JwksSource.File(Path.of("/nonexistent/jwks.json"));
    cache =
        new JwksCache(SETTINGS, source, timing(LONG, false), NativeCrypto.none(), clock, fetches);
    assertTrue(fetches.next().startsWith("failed java.nio.file.NoSuchFileException"));
  }

  private void refetch() {
    cache.requestFetch().orElseThrow().join();
    fetches.next();
  }

  private VerificationResult verify(TestIssuer issuer) {
    return verify(issuer.token(claims));
  }

  private VerificationResult verify(String token) {
    var read = assertInstanceOf(CompactToken.ParseResult.Parsed.class, CompactToken.parse(token));
    return verifier.verify(read.token(), TokenDigest.of(token));
  }

  private TokenVerifier verifier(JwksCache keys) {
    return new TokenVerifier(SETTINGS, keys, SignatureExecutor.onCallingThread(), clock);
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
