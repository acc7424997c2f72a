package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthRequirement;
import java.util.Optional;

/**
 * A check of a caller's level and role against the requirements of the path and the route. The
 * stricter level applies.
 *
 * @param decidingRule the rule that requires the higher level, or the role rule that the caller
 *     does not meet
 * @param failedShadowRule the rule in shadow mode that the caller does not meet
 */
record AccessLevelCheck(
    AccessLevel callerLevel,
    AccessLevel requiredLevel,
    String decidingRule,
    boolean passed,
    Optional<String> failedShadowRule) {

  static AccessLevelCheck of(AuthorizationContext context) {
    AccessLevel callerLevel =
        context.identity() instanceof Identity.Caller c ? c.level() : AccessLevel.NONE;
    String role = context.identity() instanceof Identity.Caller c ? c.role() : "";
    if (context.route().auth() instanceof AuthRequirement.Open) {
      return new AccessLevelCheck(callerLevel, AccessLevel.NONE, "open", true, Optional.empty());
    }
    AccessLevelRules levels = context.policy().levels();
    AccessLevelRules.LevelRequirement byPath = levels.requirementFor(context.path());
    AccessLevel byRoute = context.route().minLevel();
    AccessLevel requiredLevel = byPath.level().stricterOf(byRoute);
    boolean levelSuffices = callerLevel.isAtLeast(requiredLevel);
    boolean roleAllowed = byPath.allowsRole(role);
    boolean pathDecides = byPath.level().isAtLeast(byRoute);
    String decidingRule = pathDecides ? byPath.levelRule() : byRoute.routeRule();
    Optional<String> failedShadowRule =
        levels
            .shadowRequirementFor(context.path())
            .filter(requirement ->
                !callerLevel.isAtLeast(requirement.level()) || !requirement.allowsRole(role))
            .map(AccessLevelRules.LevelRequirement::levelRule);
    return new AccessLevelCheck(
        callerLevel,
        requiredLevel,
        levelSuffices && !roleAllowed ? byPath.roleRule() : decidingRule,
        levelSuffices && roleAllowed,
        failedShadowRule);
  }
}
