package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.TokenRevocation.Tokens;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.access.RevokedTokensIr;
import dev.sluice.controller.ir.access.TenantIr;
import dev.sluice.controller.ir.access.TokenRevocationIr;
import java.util.Optional;

/** Plans revocations of tokens, from rows of their own and from tenants that are not active. */
public final class TokenRevocationPlanner {
  private TokenRevocationPlanner() {}

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
                tenant.id(), new RevokedTokensIr.TenantTokens(names(tenant)), Optional.empty()));
  }

  private static Optional<RevokedTokensIr> revoked(DomainModel model, Tokens tokens) {
    return switch (tokens) {
      case Tokens.One(var issuer, var jti) ->
          Optional.of(new RevokedTokensIr.RevokedToken(issuer, jti));
      case Tokens.OfSubject(var issuer, var subject) ->
          Optional.of(new RevokedTokensIr.SubjectTokens(issuer, subject));
      case Tokens.OfIssuer(var issuer) -> Optional.of(new RevokedTokensIr.IssuerTokens(issuer));
      case Tokens.OfTenant(var id) ->
          model
              .find(Tenant.class, id)
              .map(tenant -> new RevokedTokensIr.TenantTokens(names(tenant)));
    };
  }

  private static TenantIr names(Tenant tenant) {
    return new TenantIr(tenant.id(), tenant.slug(), tenant.number());
  }
}
