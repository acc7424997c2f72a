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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second access policy, which decides again about requests of the one in force. A fault of it
 * changes nothing else.
 */
public final class ShadowPolicy {
  /** The word for a request about which the shadow policy cannot decide. */
  public static final String UNDECIDED = "undecided";

  /** A shadow policy that there is not. */
  public static final ShadowPolicy NONE =
      new ShadowPolicy(Optional::empty, ShadowShare.ALL, _ -> {});

  private static final Logger log = LoggerFactory.getLogger(ShadowPolicy.class);

  private final Supplier<Optional<AuthzPolicy>> policy;
  private final ShadowShare share;
  private final Consumer<String> changes;

  // A server has one shadow policy, which lives as long as its threads.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable BoundReplay> replays = new ThreadLocal<>();

  /**
   * A replay with the policy for which it was made.
   *
   * @param both the rules for records, of the policy in force and of the shadow policy
   */
  private record BoundReplay(
      AuthzPolicy policy, DecisionReplay replay, JournalRules live, JournalRules both) {}

  /**
   * Creates a shadow policy.
   *
   * @param policy the current shadow policy, if there is one
   * @param changes receives what each decision of it would change, as {@link
   *     DecisionChange#label()}, or {@link #UNDECIDED}
   */
  public ShadowPolicy(
      Supplier<Optional<AuthzPolicy>> policy, ShadowShare share, Consumer<String> changes) {
    this.policy = policy;
    this.share = share;
    this.changes = changes;
  }

  /**
   * Returns the decision with the outcome of the shadow policy, if it decides about the request.
   */
  public Decision judge(CheckInput input, Decision decision) {
    Optional<AuthzPolicy> current = policy.get();
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
    AuthzPolicy shadow = bound.policy();
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

  // A policy that was loaded again is another one, also if its files are the same.
  @SuppressWarnings("ReferenceEquality")
  private BoundReplay replay(AuthzPolicy shadow, JournalRules live) {
    BoundReplay bound = replays.get();
    if (bound == null || bound.policy() != shadow || bound.live() != live) {
      bound = new BoundReplay(shadow, new DecisionReplay(shadow), live, live.and(shadow.journal()));
      replays.set(bound);
    }
    return bound;
  }
}
