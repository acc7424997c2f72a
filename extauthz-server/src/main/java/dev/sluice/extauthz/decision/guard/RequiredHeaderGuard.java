package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleObserver.RuleResult;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.HeaderContract.HeaderChoice;
import dev.sluice.extauthz.policy.HeaderContract.RequiredHeader;
import org.jspecify.annotations.Nullable;

/**
 * A guard for the part of a header contract that needs no identity: required headers, and headers
 * with a fixed set of values.
 */
public final class RequiredHeaderGuard implements RequestGuard {
  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    HeaderContract contract = context.headerContract();
    if (contract == null) {
      return;
    }
    ExchangeScope scope = context.scope();
    if (!contract.requiredHeaders().isEmpty() && !contract.exempts(scope)) {
      for (RequiredHeader required : contract.requiredHeaders()) {
        if (HeaderValueSyntax.isSingleValue(context.input().header(required.name()))) {
          accept(contract, required.name(), violations);
        } else {
          reject(contract, required.name(), DenialCode.valueOf(required.code()), violations);
        }
      }
    }
    for (HeaderChoice choice : contract.headerChoices()) {
      if (isAllowed(choice, context.input().header(choice.name()))) {
        accept(contract, choice.name(), violations);
      } else {
        reject(contract, choice.name(), DenialCode.BAD_REQUEST, violations);
      }
    }
  }

  /**
   * Returns true for an absent header or an allowed value. Several lines arrive joined by commas,
   * which no allowed value has.
   */
  private static boolean isAllowed(HeaderChoice choice, @Nullable String value) {
    return value == null || choice.values().contains(value.strip());
  }

  static void accept(HeaderContract contract, String name, RuleViolations violations) {
    violations.observer().onHeader(contract.id(), name, RuleResult.PASSED, contract.shadow());
  }

  static void reject(
      HeaderContract contract, String name, DenialCode code, RuleViolations violations) {
    violations.observer().onHeader(contract.id(), name, RuleResult.VIOLATED, contract.shadow());
    violations.add(
        new RuleViolation(
            code,
            "contract:" + contract.id() + "/" + name,
            contract.shadow(),
            RequestPlace.header(name)));
  }
}
