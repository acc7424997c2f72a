package dev.sluice.extauthz.identity.holder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Sha256;
import dev.sluice.common.token.confirmation.BindingError;
import dev.sluice.common.token.confirmation.DpopSettings;
import dev.sluice.common.token.confirmation.DpopVerifier;
import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class HolderCheckTest {
  private static final TestIssuer HOLDER = TestIssuer.create(TokenAlgorithm.ES256, "holder");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TOKEN = "opaque-token";
  private static final byte[] CERTIFICATE = {1, 2, 3};

  private final TestClock clock = new TestClock();
  private final DpopSettings settings =
      new DpopSettings(Duration.ofSeconds(60), Duration.ofSeconds(5), 8, Set.of(8443));
  private SignatureExecutor signatures = SignatureExecutor.onCallingThread();
  private boolean forwarded;

  @Test
  void check_publicAndLocalPort_pass() {
    HolderCheck check = check();
    assertProved(check.check(boundToKey(), dpop(proof("1", "https://api.example.com/v1/chat"))));
    assertProved(
        check.check(boundToKey(), dpop(proof("2", "https://api.example.com:8443/v1/chat"))));
    assertUnproved(
        BindingError.DPOP_URI,
        check.check(boundToKey(), dpop(proof("3", "https://api.example.com:9443/v1/chat"))));
    assertProved(
        check().check(boundToKey(), dpop(proof("4", "https://api.example.com:10443/v1/chat"))));
  }

  @Test
  void check_oneKeyFillsItsSpace_isFull() {
    HolderCheck check = check();
    String uri = "https://api.example.com/v1/chat";
    assertProved(check.check(boundToKey(), dpop(proof("1", uri))));
    assertProved(check.check(boundToKey(), dpop(proof("2", uri))));
    assertUnproved(BindingError.DPOP_FULL, check.check(boundToKey(), dpop(proof("3", uri))));
    assertUnproved(BindingError.DPOP_REPLAYED, check.check(boundToKey(), dpop(proof("1", uri))));
    clock.advance(Duration.ofSeconds(66));
    assertProved(check.check(boundToKey(), dpop(proof("1", uri))));
  }

  @Test
  void check_manySignaturesWait_isBusy() {
    signatures = _ -> new VerificationResult.Rejected(TokenError.BUSY);
    assertInstanceOf(
        HolderResult.Busy.class,
        check().check(boundToKey(), dpop(proof("1", "https://api.example.com/v1/chat"))));
  }

  @Test
  void check_unknownScheme_isUnproved() {
    PresentedToken presented =
        new PresentedToken(
            TOKEN,
            true,
            TestCarrier.EMPTY.with("dpop", proof("1", "https://api.example.com/v1/chat")));
    assertUnproved(BindingError.DPOP_URI, check().check(boundToKey(), presented));
  }

  @Test
  void check_forwardedCertificate_onlyIfConfigured() {
    TestCarrier request =
        TestCarrier.EMPTY.with(
            "x-forwarded-client-cert",
            "By=a;Hash=" + HexFormat.of().formatHex(Sha256.of(CERTIFICATE)));
    PresentedToken presented = new PresentedToken(TOKEN, false, request);
    assertUnproved(
        BindingError.CERTIFICATE_MISSING, check().check(boundToCertificate(), presented));
    forwarded = true;
    assertProved(check().check(boundToCertificate(), presented));
  }

  @Test
  void check_connectionIsOfProxy_certificateIsForwarded() {
    forwarded = true;
    String pem =
        "-----BEGIN%20CERTIFICATE-----"
            + Base64.getEncoder().encodeToString(CERTIFICATE)
            + "-----END%20CERTIFICATE-----";
    PresentedToken presented =
        new PresentedToken(TOKEN, false, TestCarrier.EMPTY.withCertificate(pem));
    assertUnproved(
        BindingError.CERTIFICATE_MISSING, check().check(boundToCertificate(), presented));
    forwarded = false;
    assertProved(check().check(boundToCertificate(), presented));
  }

  @Test
  void isNeeded_plainBearerToken_isFalse() {
    VerifiedToken plain = token(Map.of("sub", "u-1"));
    assertFalse(HolderCheck.isNeeded(plain, TestCarrier.bearer(TOKEN)));
    assertTrue(HolderCheck.isNeeded(boundToKey(), TestCarrier.bearer(TOKEN)));
    assertTrue(HolderCheck.isNeeded(plain, dpop("proof")));
  }

  private HolderCheck check() {
    return new HolderCheck(
        new DpopVerifier(settings, NativeCrypto.none(), clock), signatures, forwarded);
  }

  private static PresentedToken dpop(String proof) {
    return new PresentedToken(
        TOKEN, true, TestCarrier.EMPTY.with("dpop", proof).with("x-forwarded-proto", "https"));
  }

  private String proof(String id, String uri) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "dpop+jwt");
    header.put("alg", "ES256");
    header.put("jwk", JSON.readValue(HOLDER.jwk(), new TypeReference<Map<String, Object>>() {}));
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", id);
    claims.put("htm", "POST");
    claims.put("htu", uri);
    claims.put("iat", clock.seconds());
    claims.put("ath", base64(Sha256.of(TOKEN.getBytes(StandardCharsets.US_ASCII))));
    return HOLDER.token(header, JSON.writeValueAsString(claims));
  }

  private static VerifiedToken boundToKey() {
    return token(Map.of("cnf", Map.of("jkt", HOLDER.thumbprint())));
  }

  private static VerifiedToken boundToCertificate() {
    return token(Map.of("cnf", Map.of("x5t#S256", base64(Sha256.of(CERTIFICATE)))));
  }

  private static VerifiedToken token(Map<String, Object> claims) {
    return new VerifiedToken("main", new Claims(claims), Long.MAX_VALUE, "", 0);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void assertProved(HolderResult result) {
    assertEquals(new HolderResult.Proved(), result);
  }

  private static void assertUnproved(BindingError error, HolderResult result) {
    assertEquals(new HolderResult.Unproved(error), result);
  }
}
