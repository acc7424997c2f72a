package dev.sluice.controller.ir.access;

/** Of what tokens must not be used any more. */
public sealed interface RevokedTokensIr {
  /** One token. */
  record RevokedToken(String issuer, String jti) implements RevokedTokensIr {}

  /** Every token of a user of an issuer. */
  record SubjectTokens(String issuer, String subject) implements RevokedTokensIr {}

  /** Every token of an issuer. */
  record IssuerTokens(String issuer) implements RevokedTokensIr {}

  /** Every token, and unless only older ones are meant every credential, of a tenant. */
  record TenantTokens(TenantIr tenant) implements RevokedTokensIr {}
}
