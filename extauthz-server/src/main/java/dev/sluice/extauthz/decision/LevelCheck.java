package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.Level;
import dev.sluice.extauthz.policy.LevelRules;
import java.util.Optional;

/**
 * Whether a caller's level and role suffice: the stricter of what path and route ask for.
 *
 * @param by the rule that asks for more than the other, or that is not met
 * @param shadow the rule in shadow that is not met
 */
record LevelCheck(Level held, Level required, String by, boolean met, Optional<String> shadow) {

  static LevelCheck of(Exchange exchange) {
    Level held = exchange.identity() instanceof Identity.Caller c ? c.level() : Level.NONE;
    String role = exchange.identity() instanceof Identity.Caller c ? c.role() : "";
    if (exchange.route().auth() instanceof AuthRequirement.Open) {
      return new LevelCheck(held, Level.NONE, "open", true, Optional.empty());
    }
    LevelRules levels = exchange.policy().levels();
    LevelRules.Required byPath = levels.forPath(exchange.path());
    Level byRoute = exchange.route().minLevel();
    Level required = byPath.level().or(byRoute);
    boolean reaches = held.reaches(required);
    boolean taken = byPath.takes(role);
    boolean pathDecides = byPath.level().reaches(byRoute);
    String level = pathDecides ? byPath.levelRule() : byRoute.routeRule();
    Optional<String> shadow =
        levels
            .shadowFor(exchange.path())
            .filter(asked -> !held.reaches(asked.level()) || !asked.takes(role))
            .map(LevelRules.Required::levelRule);
    return new LevelCheck(
        held, required, reaches && !taken ? byPath.roleRule() : level, reaches && taken, shadow);
  }
}
