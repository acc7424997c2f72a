package dev.sluice.extauthz.decision.guard;

import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Refusals;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.HeaderContract;

/**
 * A tenant that a request names is that of its token. A token that has the tenant's number says
 * nothing of its other names, so a name of another kind is not compared with it: the upstream gets
 * the number in any case.
 */
public final class TenantAgreement implements Guard {
  @Override
  public void check(Exchange exchange, Refusals refusals) {
    HeaderContract contract = exchange.contract();
    if (contract != null && exchange.identity() instanceof Identity.Caller caller) {
      for (String name : contract.agree()) {
        String named = exchange.input().header(name);
        if (named != null && !agree(named.strip(), caller.tenant())) {
          RequiredHeaders.refuse(contract, name, ErrorCode.TENANT_MISMATCH, refusals);
        }
      }
    }
  }

  private static boolean agree(String named, String tenant) {
    boolean otherKind =
        HeaderValues.isNumber(tenant) && HeaderValues.isOne(named) && !HeaderValues.isNumber(named);
    return named.equals(tenant) || otherKind;
  }
}
