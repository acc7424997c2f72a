package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.RevokedSubject;
import dev.sluice.config.v1.RevokedToken;
import dev.sluice.controller.ir.access.RevokedTokensIr;
import dev.sluice.controller.ir.access.TokenRevocationIr;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsResource;
import java.time.Instant;

/** Tokens that must not be used any more, as the policy servers are told of them. */
public final class TokenRevocationTranslator {
  private TokenRevocationTranslator() {}

  /** A pure function. */
  public static XdsResource translate(TokenRevocationIr revocation) {
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
    return new XdsResource(ResourceType.REVOCATION, revocation.id(), translated.build());
  }
}
