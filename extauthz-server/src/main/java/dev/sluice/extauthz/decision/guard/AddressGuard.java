package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.policy.AddressRule;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.address.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refuses clients by where they call from. */
public final class AddressGuard implements RequestGuard {
  private final Function<AuthzPolicy, List<AddressRule>> rules;

  private AddressGuard(Function<AuthzPolicy, List<AddressRule>> rules) {
    this.rules = rules;
  }

  /** Asks the lists that need no identity. */
  public static RequestGuard withoutTenants() {
    return new AddressGuard(policy -> policy.requestRules().addresses().withoutTenants());
  }

  /** Asks the lists that are about callers of certain tenants. */
  public static RequestGuard withTenants() {
    return new AddressGuard(policy -> policy.requestRules().addresses().withTenants());
  }

  @Override
  public void check(AuthorizationContext exchange, RuleViolations refusals) {
    List<AddressRule> asked = rules.apply(exchange.policy());
    if (asked.isEmpty()) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    Optional<IpAddress> client = IpAddress.parse(exchange.input().peer().address());
    for (int i = 0; i < asked.size() && refusals.enforced() == null; i++) {
      AddressRule rule = asked.get(i);
      if (rule.attributes().selector().matches(scope) && !rule.allows(client)) {
        refusals.add(
            new RuleViolation(
                DenialCode.IP_BLOCKED, rule.attributes().name(), rule.attributes().shadow()));
      }
    }
  }
}
