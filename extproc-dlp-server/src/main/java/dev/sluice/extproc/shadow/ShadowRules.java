package dev.sluice.extproc.shadow;

import dev.sluice.common.policyfile.ShadowShare;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A second set of rules, which reads a share of the bodies beside the rules in force.
 *
 * @param current the shadow rules at present, if there are any
 * @param changes receives the result for each body that was compared
 */
public record ShadowRules(
    Supplier<? extends Optional<? extends Inspector>> current,
    ShadowShare share,
    BiConsumer<BodyDirection, BodyChange> changes) {
  /** Shadow rules that there are not. */
  public static final ShadowRules NONE =
      new ShadowRules(Optional::empty, ShadowShare.ALL, (_, _) -> {});

  /**
   * Returns the inspector for an exchange: {@code live}, compared with the shadow rules if the
   * exchange is in their share.
   */
  public Inspector beside(Inspector live, ExchangeScope scope, String requestId) {
    Optional<? extends Inspector> shadow = current.get();
    return shadow.isPresent() && share.selects(scope.tenant(), requestId)
        ? new ShadowedInspector(live, shadow.get(), changes)
        : live;
  }
}
