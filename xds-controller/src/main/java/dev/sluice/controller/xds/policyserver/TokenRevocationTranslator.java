package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.RevokedSubject;
import dev.sluice.config.v1.RevokedToken;
import dev.sluice.controller.ir.access.RevokedTokensIr;
import dev.sluice.controller.ir.access.TokenRevocationIr;
import java.time.Instant;

/** A translator of token revocations. */
public final class TokenRevocationTranslator {
  private TokenRevocationTranslator() {}

  /** Returns the message of a revocation. */
  public static Revocation translate(TokenRevocationIr revocation) {
    Revocation.Builder translated = Revocation.newBuilder().setId(revocation.id());
    switch (revocation.revoked()) {
      case RevokedTokensIr.RevokedToken(var issuer, var jti) ->
          translated.setToken(RevokedToken.newBuilder().setIssuer(issuer).setJti(jti));
      case RevokedTokensIr.SubjectTokens(var issuer, var subject) ->
          translated.setSubject(RevokedSubject.newBuilder().setIssuer(issuer).setSubject(subject));
      case RevokedTokensIr.IssuerTokens(var issuer) -> translated.setIssuer(issuer);
      case RevokedTokensIr.TenantTokens(var tenant) ->
          translated.setTenant(PublishTranslator.tenant(tenant));
    }
    revocation.issuedBefore().map(Instant::toEpochMilli).ifPresent(translated::setIssuedBeforeMs);
    return translated.build();
  }
}
