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

/** A guard that denies clients by their IP address. */
public final class AddressGuard implements RequestGuard {
  private final Function<AuthzPolicy, List<AddressRule>> rules;

  private AddressGuard(Function<AuthzPolicy, List<AddressRule>> rules) {
    this.rules = rules;
  }

  /** Returns a guard for the address lists that name no tenants. */
  public static RequestGuard withoutTenants() {
    return new AddressGuard(policy -> policy.requestRules().addresses().withoutTenants());
  }

  /** Returns a guard for the address lists that name tenants. */
  public static RequestGuard withTenants() {
    return new AddressGuard(policy -> policy.requestRules().addresses().withTenants());
  }

  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    List<AddressRule> applicable = rules.apply(context.policy());
    if (applicable.isEmpty()) {
      return;
    }
    ExchangeScope scope = context.scope();
    Optional<IpAddress> client = IpAddress.parse(context.input().peer().address());
    for (int i = 0; i < applicable.size() && violations.enforced() == null; i++) {
      AddressRule rule = applicable.get(i);
      if (rule.attributes().selector().matches(scope) && !rule.allows(client)) {
        violations.add(
            new RuleViolation(
                DenialCode.IP_BLOCKED, rule.attributes().name(), rule.attributes().shadow()));
      }
    }
  }
}
