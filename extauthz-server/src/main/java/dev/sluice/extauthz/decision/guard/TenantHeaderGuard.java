package dev.sluice.extauthz.decision.guard;

import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.HeaderContract;

/**
 * A guard that compares tenant headers with the tenant of the token. A token with a tenant number
 * is not compared with a header that has a tenant name. The upstream receives the number in any
 * case.
 */
public final class TenantHeaderGuard implements RequestGuard {
  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    HeaderContract contract = context.headerContract();
    if (contract != null && context.identity() instanceof Identity.Caller caller) {
      for (String name : contract.tenantHeaders()) {
        String headerTenant = context.input().header(name);
        if (headerTenant == null || agrees(headerTenant.strip(), caller.tenant())) {
          RequiredHeaderGuard.accept(contract, name, violations);
        } else {
          RequiredHeaderGuard.reject(contract, name, DenialCode.TENANT_MISMATCH, violations);
        }
      }
    }
  }

  private static boolean agrees(String headerTenant, String tenant) {
    boolean otherKind =
        HeaderValueSyntax.isTenantNumber(tenant)
            && HeaderValueSyntax.isSingleValue(headerTenant)
            && !HeaderValueSyntax.isTenantNumber(headerTenant);
    return headerTenant.equals(tenant) || otherKind;
  }
}
