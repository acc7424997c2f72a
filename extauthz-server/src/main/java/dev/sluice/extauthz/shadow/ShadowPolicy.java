package dev.sluice.extauthz.shadow;

import dev.sluice.common.policyfile.ShadowShare;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.outcome.ShadowOutcome;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.replay.DecidedRequest;
import dev.sluice.extauthz.replay.DecisionChange;
import dev.sluice.extauthz.replay.DecisionReplay;
import dev.sluice.extauthz.replay.ReplayResult;
import dev.sluice.extauthz.shadow.ShadowPolicySet.CompiledWaf;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second access policy, or second WAF rules, which decide again about requests. A fault in them
 * changes nothing else.
 */
public final class ShadowPolicy {
  /** The word for a request about which the shadow policy cannot decide. */
  public static final String UNDECIDED = "undecided";

  /** A shadow policy that there is not. */
  public static final ShadowPolicy NONE =
      new ShadowPolicy(Optional::empty, ShadowShare.ALL, _ -> {});

  private static final Logger log = LoggerFactory.getLogger(ShadowPolicy.class);

  private final Supplier<Optional<ShadowPolicySet>> policies;
  private final ShadowShare share;
  private final Consumer<String> changes;

  // A server has one shadow policy, which lives as long as its threads.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable BoundReplay> replays = new ThreadLocal<>();

  /**
   * A replay with the policies for which it was made.
   *
   * @param both the rules for records, of the policy in force and of the shadow policy
   */
  private record BoundReplay(
      ShadowPolicySet policies, DecisionReplay replay, JournalRules live, JournalRules both) {}

  /**
   * Creates a shadow policy.
   *
   * @param policies the current shadow policies, if there are any
   * @param changes receives what each decision of it would change, as {@link
   *     DecisionChange#label()}, or {@link #UNDECIDED}
   */
  public ShadowPolicy(
      Supplier<Optional<ShadowPolicySet>> policies, ShadowShare share, Consumer<String> changes) {
    this.policies = policies;
    this.share = share;
    this.changes = changes;
  }

  /**
   * Returns the decision with the outcome of the shadow policy, if it decides about the request.
   */
  public Decision judge(CheckInput input, Decision decision) {
    Optional<ShadowPolicySet> current = policies.get();
    if (current.isEmpty() || !share.selects(tenant(decision), decision.facts().requestId())) {
      return decision;
    }
    BoundReplay replay = replay(current.get(), decision.facts().basis().journal());
    ShadowOutcome outcome = outcome(replay, DecidedRequest.of(input, decision));
    return decision.withShadow(outcome, replay.both());
  }

  private static String tenant(Decision decision) {
    return decision.identity() instanceof Identity.Caller caller ? caller.tenant() : "";
  }

  private ShadowOutcome outcome(BoundReplay bound, DecidedRequest request) {
    ShadowPolicySet shadow = bound.policies();
    try {
      return switch (bound.replay().decide(request)) {
        case ReplayResult.Decided(var verdict) -> {
          changes.accept(DecisionChange.of(request.verdict(), verdict).label());
          yield new ShadowOutcome(shadow.id(), verdict, "");
        }
        case ReplayResult.Undecided(String reason) -> {
          changes.accept(UNDECIDED);
          yield new ShadowOutcome(shadow.id(), null, reason);
        }
      };
    } catch (RuntimeException e) {
      log.error("the shadow policy {} failed", shadow.id(), e);
      changes.accept(UNDECIDED);
      return new ShadowOutcome(shadow.id(), null, "the shadow policy failed");
    }
  }

  private BoundReplay replay(ShadowPolicySet shadow, JournalRules live) {
    BoundReplay bound = replays.get();
    if (bound == null || !isFor(bound, shadow, live)) {
      AuthzPolicy authz = shadow.authz();
      bound =
          new BoundReplay(
              shadow,
              new DecisionReplay(authz, shadow.waf().map(CompiledWaf::guards)),
              live,
              live.and(authz.journal()));
      replays.set(bound);
    }
    return bound;
  }

  // A policy that was loaded again is another one, also if its files are the same.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isFor(BoundReplay bound, ShadowPolicySet shadow, JournalRules live) {
    return bound.policies().authz() == shadow.authz()
        && bound.policies().waf().equals(shadow.waf())
        && bound.live() == live;
  }
}
