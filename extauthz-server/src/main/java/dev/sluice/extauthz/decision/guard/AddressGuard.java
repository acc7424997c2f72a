package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Refusal;
import dev.sluice.extauthz.decision.Refusals;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.address.AddressRule;
import dev.sluice.extauthz.policy.address.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refuses clients by where they call from. */
public final class AddressGuard implements Guard {
  private final Function<AuthzPolicy, List<AddressRule>> rules;

  private AddressGuard(Function<AuthzPolicy, List<AddressRule>> rules) {
    this.rules = rules;
  }

  /** Asks the lists that need no identity. */
  public static Guard forAnyone() {
    return new AddressGuard(policy -> policy.rules().addresses().forAnyone());
  }

  /** Asks the lists that are about callers of certain tenants. */
  public static Guard byTenant() {
    return new AddressGuard(policy -> policy.rules().addresses().byTenant());
  }

  @Override
  public void check(Exchange exchange, Refusals refusals) {
    List<AddressRule> asked = rules.apply(exchange.policy());
    if (asked.isEmpty()) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    Optional<IpAddress> client = IpAddress.parse(exchange.input().peer().address());
    for (int i = 0; i < asked.size() && refusals.enforced() == null; i++) {
      AddressRule rule = asked.get(i);
      if (rule.head().where().covers(scope) && !rule.lets(client)) {
        refusals.add(new Refusal(ErrorCode.IP_BLOCKED, rule.head().name(), rule.head().shadow()));
      }
    }
  }
}
