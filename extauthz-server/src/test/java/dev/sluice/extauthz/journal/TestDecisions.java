package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.DecisionOutline;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.HeaderChanges;
import dev.sluice.extauthz.decision.Likeness;
import dev.sluice.extauthz.decision.Peer;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests and what was decided about them. */
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
        new Peer("192.0.2.1", ""),
        Optional.empty(),
        "r-1",
        "c-1",
        time);
  }

  static Decision allowed() {
    return new Decision.Allow(
        facts("level:*", ""),
        new Identity.Caller("u", "acme", "p", "w", "dev", Level.DEVELOPER, "default"),
        new HeaderChanges(List.of(), List.of()));
  }

  static DecisionOutline outline() {
    return DecisionRecords.outline(Likeness.of(allowed()));
  }

  static Decision denied() {
    return new Decision.Deny(
        facts("credential:expired", "expired"),
        new Identity.Anonymous(),
        ErrorCode.AUTH_INVALID_TOKEN);
  }

  private static Facts facts(String rule, String detail) {
    DecisionTrace trace =
        new DecisionTrace(
            RouteSource.NONE,
            CredentialKind.JWT,
            detail,
            false,
            Level.NONE,
            Level.VIEWER,
            "",
            List.of());
    return new Facts("r-1", "c-1", null, rule, "policy-1", "prod", trace);
  }
}
