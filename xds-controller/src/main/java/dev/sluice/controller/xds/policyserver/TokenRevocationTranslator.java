package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.RevokedSubject;
import dev.sluice.config.v1.RevokedToken;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.TokenRevocation.Tokens;
import dev.sluice.controller.ir.access.TenantIr;
import java.time.Instant;
import java.util.Optional;

/** A translator of token revocations. */
public final class TokenRevocationTranslator {
  private TokenRevocationTranslator() {}

  /**
   * Returns the message of a revocation.
   *
   * @param tenant the tenant whose tokens are revoked; empty for the other kinds
   */
  public static Revocation translate(TokenRevocation revocation, Optional<TenantIr> tenant) {
    Revocation.Builder translated = Revocation.newBuilder().setId(revocation.id());
    switch (revocation.tokens()) {
      case Tokens.One(var issuer, var jti) ->
          translated.setToken(RevokedToken.newBuilder().setIssuer(issuer).setJti(jti));
      case Tokens.OfSubject(var issuer, var subject) ->
          translated.setSubject(RevokedSubject.newBuilder().setIssuer(issuer).setSubject(subject));
      case Tokens.OfIssuer(var issuer) -> translated.setIssuer(issuer);
      case Tokens.OfTenant _ ->
          translated.setTenant(tenant.map(PublishTranslator::tenant).orElseThrow());
    }
    revocation.issuedBefore().map(Instant::toEpochMilli).ifPresent(translated::setIssuedBeforeMs);
    return translated.build();
  }
}
