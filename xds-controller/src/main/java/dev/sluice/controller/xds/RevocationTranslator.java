package dev.sluice.controller.xds;

import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.RevokedSubject;
import dev.sluice.config.v1.RevokedToken;
import dev.sluice.controller.ir.RevokedIr;
import dev.sluice.controller.ir.TokenRevocationIr;
import java.time.Instant;

/** Tokens that must not be used any more, as the policy servers are told of them. */
public final class RevocationTranslator {
  private RevocationTranslator() {}

  /** A pure function. */
  public static XdsResource translate(TokenRevocationIr revocation) {
    Revocation.Builder translated = Revocation.newBuilder().setId(revocation.id());
    switch (revocation.revoked()) {
      case RevokedIr.Token(var issuer, var jti) ->
          translated.setToken(RevokedToken.newBuilder().setIssuer(issuer).setJti(jti));
      case RevokedIr.Subject(var issuer, var subject) ->
          translated.setSubject(RevokedSubject.newBuilder().setIssuer(issuer).setSubject(subject));
      case RevokedIr.Issuer(var issuer) -> translated.setIssuer(issuer);
      case RevokedIr.Tenant(var tenant) -> translated.setTenant(PublishTranslator.tenant(tenant));
    }
    revocation.issuedBefore().map(Instant::toEpochMilli).ifPresent(translated::setIssuedBeforeMs);
    return new XdsResource(ResourceType.REVOCATION, revocation.id(), translated.build());
  }
}
