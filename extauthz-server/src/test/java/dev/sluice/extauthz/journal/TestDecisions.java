package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of sample requests with their decisions. */
final class TestDecisions {
  private TestDecisions() {}

  static CheckInput input(String path) {
    return input(path, Instant.EPOCH);
  }

  static CheckInput input(String path, Instant time) {
    return new CheckInput(
        "POST",
        "api.example.com",
        path,
        Map.of("authorization", "Bearer canary"),
        new ClientPeer("192.0.2.1", ""),
        Optional.empty(),
        "r-1",
        "c-1",
        time);
  }

  static Decision allowed() {
    return new Decision.Allow(
        facts("level:*", ""),
        new Identity.Caller("u", "acme", "p", "w", "dev", AccessLevel.DEVELOPER, "default"),
        new RequestHeaderChanges(List.of(), List.of()));
  }

  static EncodedDecisionFields fields() {
    return DecisionRecordBuilder.encodeFields(EncodedDecisionKey.of(allowed()));
  }

  static Decision denied() {
    return new Decision.Deny(
        facts("credential:expired", "expired"),
        new Identity.Anonymous(),
        DenialCode.AUTH_INVALID_TOKEN);
  }

  private static Facts facts(String rule, String detail) {
    DecisionTrace trace =
        new DecisionTrace(
            RouteSource.NONE,
            CredentialKind.JWT,
            detail,
            false,
            AccessLevel.NONE,
            AccessLevel.VIEWER,
            "",
            List.of());
    return new Facts("r-1", "c-1", null, rule, "policy-1", "prod", trace);
  }
}
