package dev.sluice.controller.plan;

import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.TokenRevocation.Tokens;
import dev.sluice.controller.ir.RevokedIr;
import dev.sluice.controller.ir.TenantIr;
import dev.sluice.controller.ir.TokenRevocationIr;
import java.util.Optional;

/** Plans revocations of tokens, from rows of their own and from tenants that are not active. */
public final class RevocationPlanner {
  private RevocationPlanner() {}

  /** That row's; empty when nobody can have such a token. */
  public static Optional<TokenRevocationIr> plan(DomainModel model, TokenRevocation revocation) {
    return revoked(model, revocation.tokens())
        .map(revoked -> new TokenRevocationIr(revocation.id(), revoked, revocation.issuedBefore()));
  }

  /** That of all a tenant has, as long as it is not active. */
  public static Optional<TokenRevocationIr> plan(Tenant tenant) {
    return tenant.active()
        ? Optional.empty()
        : Optional.of(
            new TokenRevocationIr(
                tenant.id(), new RevokedIr.Tenant(names(tenant)), Optional.empty()));
  }

  private static Optional<RevokedIr> revoked(DomainModel model, Tokens tokens) {
    return switch (tokens) {
      case Tokens.One(var issuer, var jti) -> Optional.of(new RevokedIr.Token(issuer, jti));
      case Tokens.OfSubject(var issuer, var subject) ->
          Optional.of(new RevokedIr.Subject(issuer, subject));
      case Tokens.OfIssuer(var issuer) -> Optional.of(new RevokedIr.Issuer(issuer));
      case Tokens.OfTenant(var id) ->
          model.find(Tenant.class, id).map(tenant -> new RevokedIr.Tenant(names(tenant)));
    };
  }

  private static TenantIr names(Tenant tenant) {
    return new TenantIr(tenant.id(), tenant.slug(), tenant.number());
  }
}
