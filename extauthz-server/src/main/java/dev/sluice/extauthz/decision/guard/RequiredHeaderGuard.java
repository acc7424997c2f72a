package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.HeaderContract.HeaderChoice;
import dev.sluice.extauthz.policy.HeaderContract.RequiredHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a header contract asks of a request before anybody knows who sends it: headers that have to
 * be there, and headers that have to have one of a few values.
 */
public final class RequiredHeaderGuard implements RequestGuard {
  @Override
  public void check(AuthorizationContext exchange, RuleViolations refusals) {
    HeaderContract contract = exchange.headerContract();
    if (contract == null) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    if (!contract.requiredHeaders().isEmpty() && !contract.exempts(scope)) {
      for (RequiredHeader required : contract.requiredHeaders()) {
        if (!HeaderValueSyntax.isSingleValue(exchange.input().header(required.name()))) {
          reject(contract, required.name(), DenialCode.valueOf(required.code()), refusals);
        }
      }
    }
    for (HeaderChoice choice : contract.headerChoices()) {
      if (!isChosen(choice, exchange.input().header(choice.name()))) {
        reject(contract, choice.name(), DenialCode.BAD_REQUEST, refusals);
      }
    }
  }

  /** Several lines arrive as one, joined by commas, which is none of the values. */
  private static boolean isChosen(HeaderChoice choice, @Nullable String value) {
    return value == null || choice.values().contains(value.strip());
  }

  static void reject(
      HeaderContract contract, String name, DenialCode code, RuleViolations refusals) {
    refusals.add(
        new RuleViolation(code, "contract:" + contract.id() + "/" + name, contract.shadow()));
  }
}
