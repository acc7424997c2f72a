package dev.sluice.extauthz.decision.guard;

import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.HeaderContract;

/**
 * A tenant that a request names is that of its token. A token that has the tenant's number says
 * nothing of its other names, so a name of another kind is not compared with it: the upstream gets
 * the number in any case.
 */
public final class TenantHeaderGuard implements RequestGuard {
  @Override
  public void check(AuthorizationContext exchange, RuleViolations refusals) {
    HeaderContract contract = exchange.headerContract();
    if (contract != null && exchange.identity() instanceof Identity.Caller caller) {
      for (String name : contract.tenantHeaders()) {
        String named = exchange.input().header(name);
        if (named != null && !agree(named.strip(), caller.tenant())) {
          RequiredHeaderGuard.reject(contract, name, DenialCode.TENANT_MISMATCH, refusals);
        }
      }
    }
  }

  private static boolean agree(String named, String tenant) {
    boolean otherKind =
        HeaderValueSyntax.isTenantNumber(tenant)
            && HeaderValueSyntax.isSingleValue(named)
            && !HeaderValueSyntax.isTenantNumber(named);
    return named.equals(tenant) || otherKind;
  }
}
