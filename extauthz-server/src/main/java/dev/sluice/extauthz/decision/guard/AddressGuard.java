package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.decision.RuleObserver.RuleResult;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.policy.AddressRule;
import dev.sluice.extauthz.policy.AddressRules;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A guard that denies clients by their IP address: by the lists of the policy file, and by rows of
 * the controller. A row that allows a client excepts it from deny lists and from other rows, and so
 * does the allow list of a rule that has a deny list.
 */
public final class AddressGuard implements RequestGuard {
  private final Supplier<NetworkRuleTable> rows;
  private final InstantSource clock;
  private final boolean forTenants;

  private AddressGuard(Supplier<NetworkRuleTable> rows, InstantSource clock, boolean forTenants) {
    this.rows = rows;
    this.clock = clock;
    this.forTenants = forTenants;
  }

  /** Returns a guard for the lists and rows that name no tenants. */
  public static RequestGuard withoutTenants(Supplier<NetworkRuleTable> rows, InstantSource clock) {
    return new AddressGuard(rows, clock, false);
  }

  /** Returns a guard for the lists and rows that name tenants. */
  public static RequestGuard withTenants(Supplier<NetworkRuleTable> rows, InstantSource clock) {
    return new AddressGuard(rows, clock, true);
  }

  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    AddressRules lists = context.policy().requestRules().addresses();
    List<AddressRule> applicable = forTenants ? lists.withTenants() : lists.withoutTenants();
    NetworkRuleTable current = rows.get();
    if (applicable.isEmpty() && current.size() == 0) {
      return;
    }
    RuleObserver observer = violations.observer();
    ExchangeScope scope = context.scope();
    Optional<IpAddress> client = IpAddress.parse(context.input().peer().address());
    NetworkRule row = client.isEmpty() ? null : find(current, scope, client.get());
    if (row != null) {
      violations.addAddressRow(row);
    }
    boolean excepted = row != null && row.allows();
    for (int i = 0; i < applicable.size() && violations.enforced() == null; i++) {
      AddressRule rule = applicable.get(i);
      RuleAttributes attributes = rule.attributes();
      if (!attributes.selector().matches(scope)) {
        observer.onRule(attributes.name(), RuleResult.OUT_OF_SCOPE, attributes.shadow());
        continue;
      }
      boolean allowed = rule.allows(client, row != null && row.allows());
      observer.onRule(
          attributes.name(),
          allowed ? RuleResult.PASSED : RuleResult.VIOLATED,
          attributes.shadow());
      if (!allowed) {
        violations.add(
            new RuleViolation(DenialCode.IP_BLOCKED, attributes.name(), attributes.shadow()));
      }
      excepted |= client.isPresent() && rule.excepts(client.get());
    }
    if (row != null && !excepted && violations.enforced() == null) {
      observer.onRule(row.name(), RuleResult.VIOLATED, false);
      violations.add(new RuleViolation(DenialCode.IP_BLOCKED, row.name(), false));
    }
  }

  private @Nullable NetworkRule find(
      NetworkRuleTable current, ExchangeScope scope, IpAddress client) {
    boolean asked = !forTenants || !scope.tenant().isEmpty();
    return asked && current.size() > 0
        ? current.find(forTenants ? scope.tenant() : "", client, clock.millis())
        : null;
  }
}
