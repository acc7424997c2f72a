package dev.sluice.extauthz.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorSentence;
import dev.sluice.common.token.confirmation.BindingError;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DenialMessagesTest {
  @ParameterizedTest
  @EnumSource(DenialCode.class)
  void of_everyCode_hasSentence(DenialCode code) {
    ErrorDetails error = DenialMessages.of(denial(code, CredentialKind.NONE, "", "r"));
    assertEquals(code.name(), error.code());
    assertEquals(code.status(), error.status());
    assertNotEquals(code.name(), error.message());
    assertFalse(error.message().contains("{}"), error.message());
  }

  @ParameterizedTest
  @EnumSource(TokenError.class)
  void of_everyTokenError_namesTheHeader(TokenError fault) {
    ErrorDetails error =
        DenialMessages.of(
            denial(DenialCode.AUTH_INVALID_TOKEN, CredentialKind.JWT, fault.label(), "r"));
    assertEquals(Optional.of("Authorization"), error.param());
    assertNotEquals(ErrorSentence.AUTH_INVALID_TOKEN.text(), error.message());
  }

  @ParameterizedTest
  @EnumSource(BindingError.class)
  void of_everyBindingError_namesTheHeader(BindingError fault) {
    ErrorDetails error =
        DenialMessages.of(
            denial(DenialCode.AUTH_INVALID_TOKEN, CredentialKind.DPOP, fault.label(), "r"));
    assertEquals(Optional.of(fault.isOfProof() ? "DPoP" : "Authorization"), error.param());
    assertNotEquals(ErrorSentence.AUTH_INVALID_TOKEN.text(), error.message());
    assertFalse(error.message().contains("{}"), error.message());
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, no-credential, AUTH_NO_TOKEN",
    "NONE, no-principal, AUTH_NO_CERTIFICATE",
    "MTLS, principal-malformed, AUTH_BAD_PRINCIPAL",
    "APIKEY, key-instead-of-token, AUTH_TOKEN_REQUIRED",
    "JWT, token-instead-of-key, AUTH_KEY_REQUIRED",
    "APIKEY, key-unknown, AUTH_UNKNOWN_KEY",
    "APIKEY, key-malformed, AUTH_UNKNOWN_KEY",
    "APIKEY, credential-expired, AUTH_EXPIRED_CREDENTIAL",
    "APIKEY, revoked, AUTH_REVOKED",
    "UNREADABLE, unreadable, AUTH_UNREADABLE",
    "JWT, expired, AUTH_EXPIRED_TOKEN",
    "JWT, signature, AUTH_BAD_SIGNATURE",
    "DPOP, signature, AUTH_BAD_SIGNATURE",
    "JWT, not-proved, AUTH_UNKNOWN_BINDING",
    "JWT, dpop-required, AUTH_DPOP_REQUIRED",
    "DPOP, dpop-unbound, AUTH_DPOP_UNBOUND",
    "DPOP, dpop-missing, AUTH_DPOP_MISSING",
    "DPOP, dpop-early, AUTH_DPOP_TIME",
    "DPOP, dpop-replayed, AUTH_DPOP_REPLAYED",
    "JWT, certificate-missing, AUTH_TOKEN_NEEDS_CERTIFICATE",
    "JWT, certificate-other, AUTH_OTHER_CERTIFICATE",
  })
  void of_fault_selectsSentence(CredentialKind kind, String fault, ErrorSentence sentence) {
    ErrorDetails error = DenialMessages.of(denial(DenialCode.AUTH_INVALID_TOKEN, kind, fault, "r"));
    assertEquals(sentence.text(), error.message());
  }

  @Test
  void of_lowLevel_namesLevelAndRule() {
    assertEquals(
        "The request needs the access level admin (rule level:/v1/rag/index*), and the caller has a"
            + " lower one. Ask the administrator of your tenant for a role with this level.",
        DenialMessages.of(
                denial(DenialCode.AUTH_FORBIDDEN, CredentialKind.JWT, "", "level:/v1/rag/index*"))
            .message());
  }

  @Test
  void of_condition_namesRule() {
    var facts = facts(CredentialKind.JWT, "", "condition:hours", "level:*");
    var denial = new Decision.Deny(facts, new Identity.Anonymous(), DenialCode.AUTH_FORBIDDEN);
    assertEquals(
        ErrorSentence.AUTH_CONDITION_NOT_MET.text("condition:hours"),
        DenialMessages.of(denial).message());
  }

  @ParameterizedTest
  @CsvSource({
    "WAF_BLOCKED, The request contains text that looks like an attack",
    "BAD_REQUEST, The value of the x-kind header is not allowed",
    "TENANT_HEADER_REQUIRED, The x-kind header is missing or not a single value",
    "TENANT_MISMATCH, The x-kind header names another tenant than the credential",
  })
  void of_place_isNamedAndParam(DenialCode code, String start) {
    var denial =
        new Decision.Deny(
            facts(CredentialKind.JWT, "", "rule-1", "level:*"),
            new Identity.Anonymous(),
            code,
            RequestPlace.header("x-kind"));
    ErrorDetails error = DenialMessages.of(denial);
    assertEquals(start, error.message().substring(0, start.length()));
    assertEquals(Optional.of("x-kind"), error.param());
    assertEquals(true, error.message().contains("x-kind") && error.message().contains("rule-1"));
  }

  private static Decision.Deny denial(
      DenialCode code, CredentialKind kind, String fault, String rule) {
    return new Decision.Deny(facts(kind, fault, rule, rule), new Identity.Anonymous(), code);
  }

  private static Decision.Facts facts(
      CredentialKind kind, String fault, String rule, String levelRule) {
    DecisionTrace trace =
        new DecisionTrace(
            DecisionTrace.RouteSource.PUBLISH,
            kind,
            fault,
            false,
            AccessLevel.VIEWER,
            AccessLevel.ADMIN,
            levelRule,
            List.of());
    return new Decision.Facts("r-1", "c-1", null, rule, "v", "dev", trace);
  }
}
