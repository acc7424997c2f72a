package dev.sluice.extauthz.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.decision.outcome.DecisionBasis;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodedDecisionCacheTest {
  private static final RouteRule ROUTE =
      new RouteRule(
          "ai/chat",
          "ai",
          "prod",
          new AuthRequirement.Open(),
          AccessLevel.VIEWER,
          "v1",
          Dialect.DIALECT_SLUICE,
          "chat",
          "pre_only",
          "none",
          UpstreamAuth.UPSTREAM_AUTH_STRIP,
          false,
          "",
          "",
          "",
          RouteWafParts.NONE,
          List.of(),
          Map.of());
  private static final Decision SAMPLE = refused(trace("detail"));

  private final List<EncodedDecisionKey> made = new ArrayList<>();
  private final EncodedDecisionCache<String> precedents =
      new EncodedDecisionCache<>(decisions -> {
        made.add(decisions);
        return subject(decisions.identity()) + decisions.rule() + decisions.policyVersion();
      });

  @Test
  void get_equalDecision_isCached() {
    assertEquals("u1level:*p1", precedents.get(allowed("r-1", "u1", true)));
    assertEquals("u1level:*p1", precedents.get(allowed("r-2", "u1", true)));
    assertEquals(1, made.size());
  }

  @Test
  void get_anyOtherField_isEncodedAnew() {
    List<String> components =
        Arrays.stream(EncodedDecisionKey.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    List<Decision> decisions =
        Stream.concat(Stream.of(SAMPLE), components.stream().map(EncodedDecisionCacheTest::other))
            .toList();
    decisions.forEach(precedents::get);
    decisions.forEach(precedents::get);
    List<EncodedDecisionKey> likenesses = decisions.stream().map(EncodedDecisionKey::of).toList();
    assertEquals(components.size() + 1, Set.copyOf(likenesses).size());
    assertEquals(Set.copyOf(likenesses), Set.copyOf(made));
  }

  /** Returns a decision that differs from the sample in one field. */
  private static Decision other(String component) {
    return switch (component) {
      case "identity" -> new Decision.Deny(SAMPLE.facts(), caller("u2"), DenialCode.AUTH_FORBIDDEN);
      case "code" -> new Decision.Deny(SAMPLE.facts(), caller("u1"), DenialCode.AUTH_INVALID_TOKEN);
      case "route" -> refused(facts(ROUTE, "rule", "p1", "prod", trace("detail")));
      case "rule" -> refused(facts(null, "other", "p1", "prod", trace("detail")));
      case "policyVersion" -> refused(facts(null, "rule", "p2", "prod", trace("detail")));
      case "policyId" ->
          refused(
              new Facts(
                  "r",
                  "c",
                  null,
                  "rule",
                  "p1",
                  "prod",
                  trace("detail"),
                  "a@p1#2",
                  DecisionBasis.NONE,
                  List.of()));
      case "issuersHash" ->
          refused(
              new Facts(
                  "r",
                  "c",
                  null,
                  "rule",
                  "p1",
                  "prod",
                  trace("detail"),
                  "p1",
                  new DecisionBasis(
                      new JournalRules(Set.of(), ExpressionReads.NONE, "other"),
                      null,
                      List.of(),
                      null),
                  List.of()));
      case "environment" -> refused(facts(null, "rule", "p1", "dev", trace("detail")));
      case "detail" -> refused(trace("else"));
      case "credential" ->
          refused(trace(CredentialKind.APIKEY, "detail", AccessLevel.VIEWER, List.of()));
      case "requiredLevel" ->
          refused(trace(CredentialKind.JWT, "detail", AccessLevel.DEVELOPER, List.of()));
      case "shadowRules" ->
          refused(trace(CredentialKind.JWT, "detail", AccessLevel.VIEWER, List.of("waf")));
      default -> throw new AssertionError("nothing is known of " + component);
    };
  }

  @Test
  void get_newToken_isNotCached() {
    precedents.get(allowed("r-1", "u1", false));
    precedents.get(allowed("r-2", "u1", false));
    assertEquals(2, made.size());
  }

  /** Checks that callers in the same slot do not get each other's entries. */
  @Test
  void get_manyCallers_areNotMixed() {
    for (int round = 0; round < 2; round++) {
      IntStream.range(0, 50_000)
          .forEach(i ->
              assertEquals("u" + i + "level:*p1", precedents.get(allowed("r", "u" + i, true))));
    }
  }

  /** Checks that the cache is large enough for the callers of a busy server. */
  @Test
  void get_thousandsOfCallers_areCached() {
    for (int round = 0; round < 2; round++) {
      IntStream.range(0, 1_000).forEach(i -> precedents.get(allowed("r", "user-" + 7 * i, true)));
    }
    assertEquals(1_000, made.size());
  }

  private static String subject(Identity identity) {
    return identity instanceof Identity.Caller caller ? caller.subject() : "";
  }

  private static Identity caller(String user) {
    return new Identity.Caller(user, "acme", "p", "w", "dev", AccessLevel.DEVELOPER, "default");
  }

  private static Decision allowed(String request, String user, boolean cached) {
    DecisionTrace trace =
        new DecisionTrace(
            RouteSource.NONE,
            CredentialKind.JWT,
            "",
            cached,
            AccessLevel.NONE,
            AccessLevel.VIEWER,
            "",
            List.of());
    return new Decision.Allow(
        new Facts(request, "c-" + request, null, "level:*", "p1", "prod", trace),
        caller(user),
        new RequestHeaderChanges(List.of(), List.of()));
  }

  private static Decision refused(DecisionTrace trace) {
    return refused(facts(null, "rule", "p1", "prod", trace));
  }

  private static Decision refused(Facts facts) {
    return new Decision.Deny(facts, caller("u1"), DenialCode.AUTH_FORBIDDEN);
  }

  private static Facts facts(
      @Nullable RouteRule route,
      String rule,
      String policy,
      String environment,
      DecisionTrace trace) {
    return new Facts("r", "c", route, rule, policy, environment, trace);
  }

  private static DecisionTrace trace(String detail) {
    return trace(CredentialKind.JWT, detail, AccessLevel.VIEWER, List.of());
  }

  private static DecisionTrace trace(
      CredentialKind credential, String detail, AccessLevel required, List<String> shadows) {
    return new DecisionTrace(
        RouteSource.NONE, credential, detail, true, AccessLevel.NONE, required, "", shadows);
  }
}
