package dev.sluice.extauthz.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrecedentsTest {
  private final List<Decision> made = new ArrayList<>();
  private final Precedents<String> precedents =
      new Precedents<>(decision -> {
        made.add(decision);
        return caller(decision) + decision.facts().rule() + decision.facts().policyVersion();
      });

  @Test
  void of_theSameOfAnotherRequest() {
    assertEquals("u1level:*p1", precedents.of(allowed("r-1", "u1", "p1", true)));
    assertEquals("u1level:*p1", precedents.of(allowed("r-2", "u1", "p1", true)));
    assertEquals(1, made.size());
  }

  @Test
  void of_anythingElseDiffers() {
    List<Decision> others =
        List.of(
            allowed("r", "u1", "p1", true),
            allowed("r", "u2", "p1", true),
            allowed("r", "u1", "p2", true),
            denied("expired", ErrorCode.AUTH_INVALID_TOKEN),
            denied("expired", ErrorCode.AUTH_FORBIDDEN),
            denied("signature", ErrorCode.AUTH_INVALID_TOKEN));
    others.forEach(precedents::of);
    others.forEach(precedents::of);
    assertEquals(others, made);
  }

  @Test
  void of_aTokenNeverSeenBefore() {
    precedents.of(allowed("r-1", "u1", "p1", false));
    precedents.of(allowed("r-2", "u1", "p1", false));
    assertEquals(2, made.size());
  }

  /** Callers that share a place do not get each other's. */
  @Test
  void of_manyCallers() {
    for (int round = 0; round < 2; round++) {
      IntStream.range(0, 50_000)
          .forEach(i ->
              assertEquals(
                  "u" + i + "level:*p1", precedents.of(allowed("r", "u" + i, "p1", true))));
    }
  }

  private static String caller(Decision decision) {
    return decision.identity() instanceof Identity.Caller caller ? caller.subject() : "";
  }

  private static Decision allowed(String request, String user, String policy, boolean remembered) {
    return new Decision.Allow(
        facts(request, "level:*", "", policy, remembered),
        new Identity.Caller(user, "acme", "p", "w", "dev", Level.DEVELOPER, "default"),
        new HeaderChanges(List.of(), List.of()));
  }

  private static Decision denied(String detail, ErrorCode code) {
    return new Decision.Deny(
        facts("r", "credential:" + detail, detail, "p1", true), new Identity.Anonymous(), code);
  }

  private static Facts facts(
      String request, String rule, String detail, String policy, boolean remembered) {
    DecisionTrace trace =
        new DecisionTrace(
            RouteSource.NONE,
            CredentialKind.JWT,
            detail,
            remembered,
            Level.NONE,
            Level.VIEWER,
            "",
            List.of());
    return new Facts(request, "c-" + request, null, rule, policy, "prod", trace);
  }
}
