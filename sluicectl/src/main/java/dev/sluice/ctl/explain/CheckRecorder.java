package dev.sluice.ctl.explain;

import dev.sluice.common.explain.ExplainedCheck;
import dev.sluice.common.explain.ExplainedPlace;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.LimitResult;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.limit.CountedRequest;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.limit.LimitRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A recorder of the checks of one decision. It counts no limit. */
final class CheckRecorder implements RuleObserver, RequestLimits {
  private static final int MOST_CHECKS = 1_000;

  private final Map<String, String> texts;
  private final List<ExplainedCheck> beforeCredential = new ArrayList<>();
  private final List<ExplainedCheck> afterLevel = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private List<LimitRule> limits = List.of();
  private @Nullable AuthorizationContext context;
  private AuthenticationResult.@Nullable Completed credential;
  private @Nullable ExplainedCheck level;

  /**
   * Creates a recorder.
   *
   * @param texts the texts of conditions by the names of their rules
   */
  CheckRecorder(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  Optional<AuthorizationContext> context() {
    return Optional.ofNullable(context);
  }

  Optional<AuthenticationResult.Completed> credential() {
    return Optional.ofNullable(credential);
  }

  Optional<ExplainedCheck> level() {
    return Optional.ofNullable(level);
  }

  /** Returns the checks before the credential was read. */
  List<ExplainedCheck> beforeCredential() {
    return beforeCredential;
  }

  /** Returns the checks of a caller with a sufficient level. */
  List<ExplainedCheck> afterLevel() {
    return afterLevel;
  }

  /** Returns the limits that would count the request. */
  List<LimitRule> limits() {
    return limits;
  }

  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public void onRoute(AuthorizationContext found) {
    context = found;
  }

  @Override
  public void onRule(String rule, RuleResult result, boolean shadow) {
    List<String> details = new ArrayList<>();
    if (result == RuleResult.FAILED) {
      details.add("cannot be evaluated");
    }
    if (!values.isEmpty()) {
      details.add("read " + String.join(", ", values.values()));
      details.add(texts.getOrDefault(rule, ""));
      values.clear();
    }
    details.removeIf(String::isEmpty);
    add(rule, verdict(result, shadow), String.join("; ", details));
  }

  @Override
  public void onHeader(String contract, String header, RuleResult result, boolean shadow) {
    add("contract:" + contract + "/" + header, verdict(result, shadow), "");
  }

  @Override
  public void onValue(String rule, String name, Object value) {
    // A value that is read again is shown once.
    values.put(name, name + " = " + ValueMask.of(name, value));
  }

  @Override
  public void onMatch(String rule, RequestPlace place, long offset, int length, boolean blocks) {
    add(
        new ExplainedCheck(
            rule,
            blocks ? ExplainedVerdict.DENIED : ExplainedVerdict.SHADOW,
            "matches " + place.text(),
            Optional.of(new ExplainedPlace(channel(place), offset, length))));
  }

  private static String channel(RequestPlace place) {
    return place.equals(RequestPlace.PATH) ? "path" : place.param().orElse("[name not shown]");
  }

  @Override
  public void onCredential(AuthenticationResult.Completed result) {
    credential = result;
    if (result instanceof AuthenticationResult.Authenticated authenticated && context != null) {
      context = context.authenticatedAs(authenticated);
    }
  }

  @Override
  public void onLevel(AccessLevel caller, AccessLevel required, String rule, boolean passed) {
    level =
        new ExplainedCheck(
            rule,
            passed ? ExplainedVerdict.PASSED : ExplainedVerdict.DENIED,
            "the caller has the level "
                + caller.label()
                + ", the request needs "
                + required.label());
  }

  @Override
  public LimitResult count(AuthorizationContext counted, RuleViolations violations) {
    limits = List.copyOf(CountedRequest.of(counted, 1).limits());
    return LimitOutcome.NOT_COUNTED;
  }

  private void add(String rule, ExplainedVerdict verdict, String detail) {
    add(new ExplainedCheck(rule, verdict, detail));
  }

  private void add(ExplainedCheck check) {
    List<ExplainedCheck> checks = credential == null ? beforeCredential : afterLevel;
    if (checks.size() < MOST_CHECKS) {
      checks.add(check);
    }
  }

  private static ExplainedVerdict verdict(RuleResult result, boolean shadow) {
    return switch (result) {
      case OUT_OF_SCOPE -> ExplainedVerdict.OUT_OF_SCOPE;
      case PASSED -> ExplainedVerdict.PASSED;
      case VIOLATED, FAILED -> shadow ? ExplainedVerdict.SHADOW : ExplainedVerdict.DENIED;
    };
  }
}
