package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthRequirement;
import java.util.Optional;

/**
 * Whether a caller's level and role suffice: the stricter of what path and route ask for.
 *
 * @param decidingRule the rule that asks for more than the other, or that is not met
 * @param failedShadowRule the rule in shadow that is not met
 */
record AccessLevelCheck(
    AccessLevel callerLevel,
    AccessLevel requiredLevel,
    String decidingRule,
    boolean passed,
    Optional<String> failedShadowRule) {

  static AccessLevelCheck of(AuthorizationContext exchange) {
    AccessLevel held =
        exchange.identity() instanceof Identity.Caller c ? c.level() : AccessLevel.NONE;
    String role = exchange.identity() instanceof Identity.Caller c ? c.role() : "";
    if (exchange.route().auth() instanceof AuthRequirement.Open) {
      return new AccessLevelCheck(held, AccessLevel.NONE, "open", true, Optional.empty());
    }
    AccessLevelRules levels = exchange.policy().levels();
    AccessLevelRules.LevelRequirement byPath = levels.requirementFor(exchange.path());
    AccessLevel byRoute = exchange.route().minLevel();
    AccessLevel required = byPath.level().stricterOf(byRoute);
    boolean reaches = held.isAtLeast(required);
    boolean taken = byPath.allowsRole(role);
    boolean pathDecides = byPath.level().isAtLeast(byRoute);
    String level = pathDecides ? byPath.levelRule() : byRoute.routeRule();
    Optional<String> shadow =
        levels
            .shadowRequirementFor(exchange.path())
            .filter(asked -> !held.isAtLeast(asked.level()) || !asked.allowsRole(role))
            .map(AccessLevelRules.LevelRequirement::levelRule);
    return new AccessLevelCheck(
        held, required, reaches && !taken ? byPath.roleRule() : level, reaches && taken, shadow);
  }
}
