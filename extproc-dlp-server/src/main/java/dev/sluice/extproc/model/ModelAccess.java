package dev.sluice.extproc.model;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.config.v1.Route;
import dev.sluice.extproc.policy.ModelRules;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;

/**
 * The rules about models for one exchange.
 *
 * @param scope the properties of the exchange that select rules
 * @param product the product of the exchange, by slug
 */
public record ModelAccess(ModelRules rules, ExchangeScope scope, String product) {
  /** An access to every model. */
  public static final ModelAccess UNRULED =
      new ModelAccess(ModelRules.NONE, new ExchangeScope("", "", "", "", ""), "");

  ModelVerdict check(String alias) {
    return rules.check(scope, product, alias);
  }

  /** Returns whether requests of the same caller to a route may use a model. */
  boolean permits(Route route, String alias) {
    String path =
        route.getPath().hasExact() ? route.getPath().getExact() : route.getPath().getPrefix();
    ExchangeScope there =
        route.getId().equals(scope.route())
            ? scope
            : new ExchangeScope(
                route.getId(), scope.tenant(), scope.environment(), scope.host(), path);
    return rules.check(there, product, alias).rule().isEmpty();
  }
}
