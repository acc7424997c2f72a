package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.TokenRevocation.Tokens;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.access.TenantIr;
import java.util.Optional;

/** A planner of token revocations, which come from their own table and from inactive tenants. */
public final class TokenRevocationPlanner {
  private TokenRevocationPlanner() {}

  /**
   * A revocation with the tenant that it names.
   *
   * @param tenant empty if the revocation is not of a tenant
   */
  public record PlannedRevocation(TokenRevocation revocation, Optional<TenantIr> tenant) {}

  /** Returns the revocation of a row; empty if it names a tenant that does not exist. */
  public static Optional<PlannedRevocation> plan(DomainModel model, TokenRevocation revocation) {
    if (revocation.tokens() instanceof Tokens.OfTenant(String id)) {
      return model.find(Tenant.class, id).map(tenant -> ofTenant(revocation, tenant));
    }
    return Optional.of(new PlannedRevocation(revocation, Optional.empty()));
  }

  /** Returns the revocation of all tokens of a tenant; empty if the tenant is active. */
  public static Optional<PlannedRevocation> plan(Tenant tenant) {
    if (tenant.active()) {
      return Optional.empty();
    }
    TokenRevocation all =
        new TokenRevocation(
            tenant.id(), new Tokens.OfTenant(tenant.id()), Optional.empty(), Optional.empty());
    return Optional.of(ofTenant(all, tenant));
  }

  private static PlannedRevocation ofTenant(TokenRevocation revocation, Tenant tenant) {
    TenantIr names = new TenantIr(tenant.id(), tenant.slug(), tenant.number());
    return new PlannedRevocation(revocation, Optional.of(names));
  }
}
