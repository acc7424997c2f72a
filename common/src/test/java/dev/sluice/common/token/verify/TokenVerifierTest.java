package dev.sluice.common.token.verify;

import static dev.sluice.common.token.verify.TestIssuer.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jwks.RecordedFetches;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.key.SignatureSelfTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TokenVerifierTest {
  private static final TestIssuer RSA = TestIssuer.create(TokenAlgorithm.RS256, "rsa");
  private static final TestIssuer PSS = TestIssuer.create(TokenAlgorithm.PS256, "pss");
  private static final TestIssuer EC = TestIssuer.create(TokenAlgorithm.ES256, "ec");
  private static final TestIssuer STRANGER = TestIssuer.create(TokenAlgorithm.RS256, "rsa");
  private static final Set<TokenAlgorithm> PUBLISHED =
      Arrays.stream(TokenAlgorithm.values())
          .filter(algorithm -> !algorithm.isSymmetric())
          .collect(Collectors.toSet());
  private static final TestIssuer WEAK = TestIssuer.create(TokenAlgorithm.RS256, "weak", 1024);

  private static final NativeCrypto CRYPTO = NativeCrypto.load();

  private final TestClock clock = new TestClock();
  private final RecordedFetches fetches = new RecordedFetches();
  private final Map<String, Object> claims = TestIssuer.claims(clock.seconds());
  @TempDir private Path folder;
  private JwksCache keys;
  private TokenVerifier verifier;

  @BeforeEach
  void start() throws IOException {
    Path file = folder.resolve("jwks.json");
    Files.writeString(file, TestIssuer.jwks(RSA, PSS, EC, WEAK));
    keys = cache(file, CRYPTO);
    assertEquals("refreshed 3", fetches.next(), "the weak key is left out");
    verifier = verifier("iss-1", Set.of("sluice"), Optional.of(Duration.ofHours(8)));
    claims.put("iss", "iss-1");
    claims.put("aud", List.of("other", "sluice"));
  }

  @AfterEach
  void stop() {
    keys.close();
  }

  @Test
  void verify_validToken_succeeds() {
    for (TestIssuer issuer : List.of(RSA, PSS, EC)) {
      String token = issuer.token(claims);
      var verified = assertInstanceOf(VerificationResult.Verified.class, verify(token)).token();
      assertEquals(Optional.of("u-1"), verified.claims().text("sub"));
      assertEquals("test", verified.issuer());
      assertEquals(Optional.of(verified), verifier.cached(TokenDigest.of(token)));
    }
  }

  @Test
  void load_nativeProvider_passesSelfTest() {
    assertEquals(SignatureSelfTest.TESTED, CRYPTO.algorithms());
    assertEquals(9, CRYPTO.algorithms().size());
    assertEquals(Set.of(), NativeCrypto.none().algorithms());
  }

  @Test
  void verify_noNativeProvider_succeeds() {
    JwksCache plain = cache(folder.resolve("jwks.json"), NativeCrypto.none());
    fetches.next();
    try (plain) {
      var jdk =
          new TokenVerifier(verifier.settings(), plain, SignatureExecutor.onCallingThread(), clock);
      for (TestIssuer issuer : List.of(RSA, PSS, EC)) {
        assertInstanceOf(VerificationResult.Verified.class, verify(jdk, issuer.token(claims)));
      }
    }
  }

  @Test
  void verify_otherSignature_isRejected() {
    assertFault(TokenError.SIGNATURE, STRANGER.token(claims));
    // A fetch of keys could not help.
    assertInstanceOf(VerificationResult.Completed.class, verify(STRANGER.token(claims)));
  }

  @Test
  void verify_changedPayload_isRejected() {
    String[] good = RSA.token(claims).split("\\.");
    claims.put("role", "admin");
    String[] better = RSA.token(claims).split("\\.");
    assertFault(TokenError.SIGNATURE, better[0] + "." + better[1] + "." + good[2]);
  }

  @Test
  void verify_algorithmConfusion_isRejected() throws JOSEException {
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      assertFault(TokenError.ALGORITHM, with(header("alg", none)) + "AA");
      assertFault(TokenError.ALGORITHM, with(header("alg", none)));
    }
    String text = with(header("alg", "HS256"));
    text = text.substring(0, text.length() - 1);
    var mac = new MACSigner(RSA.key().toPublicJWK().toJSONString());
    var signature =
        mac.sign(new JWSHeader(JWSAlgorithm.HS256), text.getBytes(StandardCharsets.US_ASCII));
    assertFault(TokenError.ALGORITHM, text + "." + signature);
    assertFault(TokenError.ALGORITHM, with(header("alg", "rs256")) + "AA");
    assertFault(TokenError.ALGORITHM, RSA.token(header("alg", "ES256"), json()));
    assertFault(TokenError.SIGNATURE, RSA.token(header("alg", "PS256"), json()));
  }

  @Test
  void verify_otherAlgorithm_isRejected() {
    var only =
        new TokenVerifier(
            new IssuerSettings(
                "test",
                Optional.empty(),
                Set.of(),
                Set.of(TokenAlgorithm.RS256),
                Duration.ZERO,
                Optional.empty()),
            keys,
            SignatureExecutor.onCallingThread(),
            clock);
    assertEquals(
        new VerificationResult.Rejected(TokenError.ALGORITHM), verify(only, EC.token(claims)));
  }

  @Test
  void verify_weakKey_isRejected() {
    assertFault(TokenError.UNKNOWN_KEY, WEAK.token(claims));
  }

  @Test
  void verify_headerExtensions_areRejected() {
    assertFault(TokenError.EXTENSION, RSA.token(header("crit", List.of("exp")), json()));
    assertFault(TokenError.EXTENSION, RSA.token(header("b64", false), json()));
    assertFault(TokenError.EXTENSION, RSA.token(header("zip", "DEF"), json()));
    assertFault(TokenError.TYPE, RSA.token(header("typ", "logout+jwt"), json()));
    assertFault(TokenError.KEY_ID, RSA.token(header("kid", 7), json()));
    assertFault(TokenError.KEY_ID, RSA.token(header("kid", ""), json()));
    for (String type : List.of("jwt", "at+jwt", "application/at+JWT")) {
      assertInstanceOf(
          VerificationResult.Verified.class, verify(RSA.token(header("typ", type), json())));
    }
  }

  @Test
  void verify_embeddedKeys_areIgnored() {
    var header = STRANGER.header();
    header.put("jwk", STRANGER.key().toPublicJWK().toJSONObject());
    header.put("jku", "http://127.0.0.1:1/keys");
    header.put("x5u", "http://127.0.0.1:1/chain");
    assertFault(TokenError.SIGNATURE, STRANGER.token(header, json()));
  }

  @Test
  void verify_noKeyId_usesOnlyKey() {
    var header = RSA.header();
    header.remove("kid");
    assertFault(TokenError.KEY_ID, RSA.token(header, json()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b", "a.b.c.d", "....", "a.b.c", "dev", "e30.e30.", "e30.e30.AA"})
  void verify_notAToken_isRejected(String text) {
    TokenError fault =
        text.startsWith("e30.")
            ? TokenError.ALGORITHM
            : switch (text) {
              case ".." -> TokenError.JSON;
              case "a.b.c" -> TokenError.ENCODING;
              default -> TokenError.MALFORMED;
            };
    assertFault(fault, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "1",
        "\"x\"",
        "",
        "{",
        "{}{}",
        "{} x",
        "{\"sub\":\"a\",\"sub\":\"b\"}",
        "{\"x\":{\"y\":1,\"y\":2}}",
        "{\"sub\":NaN}",
        "\ufeff{}"
      })
  void verify_payloadNotAnObject_isRejected(String payload) {
    assertFault(TokenError.JSON, RSA.token(RSA.header(), payload));
  }

  @Test
  void verify_duplicateHeaderMember_isRejected() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"alg\":\"none\"}";
    assertFault(TokenError.JSON, RSA.signed(encode(header) + "." + encode(json())));
  }

  @Test
  void verify_nonCanonicalText_isRejected() {
    String token = RSA.token(claims);
    String[] parts = token.split("\\.");
    assertFault(TokenError.ENCODING, token + "=");
    assertFault(TokenError.ENCODING, token + "==");
    assertFault(TokenError.ENCODING, parts[0] + "." + parts[1] + "=." + parts[2]);
    assertFault(TokenError.ENCODING, parts[0] + "." + parts[1] + "." + parts[2] + "\n");
    // 256 bytes leave four unused bits in the last character.
    char last = parts[2].charAt(parts[2].length() - 1);
    String other = parts[2].substring(0, parts[2].length() - 1) + (char) (last + 1);
    assertFault(TokenError.ENCODING, parts[0] + "." + parts[1] + "." + other);
  }

  @Test
  void verify_tooLong_isRejected() {
    claims.put("more", "x".repeat(16 * 1024));
    assertFault(TokenError.SIZE, RSA.token(claims));
  }

  @Test
  void verify_issuerAndAudience_areChecked() {
    assertFault(TokenError.ISSUER, RSA.token(claims("iss", "iss-2")));
    assertFault(TokenError.CLAIM_TYPE, RSA.token(claims("iss", List.of("iss-1"))));
    assertFault(TokenError.AUDIENCE, RSA.token(claims("aud", "others")));
    assertFault(TokenError.AUDIENCE, RSA.token(claims("aud", List.of())));
    assertFault(TokenError.CLAIM_TYPE, RSA.token(claims("aud", Arrays.asList("sluice", 1))));
    assertInstanceOf(VerificationResult.Verified.class, verify(RSA.token(claims("aud", "sluice"))));
  }

  @Test
  void verify_time_isChecked() {
    long now = clock.seconds();
    assertFault(TokenError.EXPIRED, RSA.token(claims("exp", now - 60)));
    assertInstanceOf(VerificationResult.Verified.class, verify(RSA.token(claims("exp", now - 59))));
    assertInstanceOf(
        VerificationResult.Verified.class, verify(RSA.token(claims("exp", now + 9.5))));
    assertFault(TokenError.NOT_YET_VALID, RSA.token(claims("nbf", now + 61)));
    assertFault(TokenError.NOT_YET_VALID, RSA.token(claims("iat", now + 61)));
    assertFault(TokenError.LIFETIME, RSA.token(claims("exp", now + 8 * 3600 + 1)));
  }

  @Test
  void verify_invalidTime_isRejected() {
    var eternal = claims("exp", 1);
    eternal.remove("exp");
    assertFault(TokenError.TIME_CLAIM, RSA.token(eternal));
    for (Object odd :
        List.of(
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -1,
            "2000000000",
            1e300,
            true,
            List.of(1),
            new java.math.BigInteger("99999999999999999999"))) {
      assertFault(TokenError.TIME_CLAIM, RSA.token(claims("nbf", odd)));
      assertFault(TokenError.TIME_CLAIM, RSA.token(claims("exp", odd)));
    }
  }

  @Test
  void cached_afterExpiry_isEmpty() {
    String token = RSA.token(claims);
    assertInstanceOf(VerificationResult.Verified.class, verify(token));
    clock.advance(Duration.ofMinutes(60).plusSeconds(59));
    assertTrue(verifier.cached(TokenDigest.of(token)).isPresent(), "within the tolerance");
    clock.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), verifier.cached(TokenDigest.of(token)));
    assertFault(TokenError.EXPIRED, token);
  }

  @Test
  void verify_noKeySource_isRejected() {
    var keyless =
        new TokenVerifier(verifier.settings(), null, SignatureExecutor.onCallingThread(), clock);
    assertEquals(
        new VerificationResult.Rejected(TokenError.NO_KEY_SOURCE),
        verify(keyless, RSA.token(claims)));
    assertTrue(keyless.cached(TokenDigest.of("x")).isEmpty());
  }

  private void assertFault(TokenError fault, String token) {
    VerificationResult answer = verify(token);
    if (answer instanceof VerificationResult.Pending(var later)) {
      answer = later.join();
    }
    assertEquals(new VerificationResult.Rejected(fault), answer);
  }

  private VerificationResult verify(String token) {
    return verify(verifier, token);
  }

  private static VerificationResult verify(TokenVerifier verifier, String token) {
    return switch (CompactToken.parse(token)) {
      case CompactToken.ParseResult.Parsed(CompactToken read) ->
          verifier.verify(read, TokenDigest.of(token));
      case CompactToken.ParseResult.Invalid(TokenError fault) ->
          new VerificationResult.Rejected(fault);
    };
  }

  private TokenVerifier verifier(String issuer, Set<String> audiences, Optional<Duration> life) {
    return new TokenVerifier(
        settings(issuer, audiences, life), keys, SignatureExecutor.onCallingThread(), clock);
  }

  private static IssuerSettings settings(
      String issuer, Set<String> audiences, Optional<Duration> life) {
    return new IssuerSettings(
        "test", Optional.of(issuer), audiences, PUBLISHED, Duration.ofMinutes(1), life);
  }

  private JwksCache cache(Path file, NativeCrypto crypto) {
    var timing = new JwksCache.Timing(Duration.ofHours(1), Duration.ofHours(24), false);
    return new JwksCache(
        settings("iss-1", Set.of(), Optional.empty()),
        new JwksSource.File(file),
        timing,
        crypto,
        clock,
        fetches);
  }

  private Map<String, Object> claims(String name, Object value) {
    Map<String, Object> changed = new HashMap<>(claims);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, Object> header(String name, Object value) {
    Map<String, Object> header = RSA.header();
    header.put(name, value);
    return header;
  }

  private String json() {
    return JsonMapper.shared().writeValueAsString(claims);
  }

  /** Returns header and payload without a signature. */
  private String with(Map<String, Object> header) {
    return encode(JsonMapper.shared().writeValueAsString(header)) + "." + encode(json()) + ".";
  }
}
