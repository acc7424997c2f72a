package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.match.RequestHost;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.identity.Identity;

/** Where an exchange takes place, as selections of policies see it. */
final class Scopes {
  private Scopes() {}

  /** Without a tenant as long as it is not known who calls. */
  static ExchangeScope of(Exchange exchange) {
    return new ExchangeScope(
        exchange.route().id(),
        exchange.identity() instanceof Identity.Caller caller ? caller.tenant() : "",
        exchange.environment(),
        RequestHost.normalise(exchange.input().host()),
        exchange.path());
  }
}
