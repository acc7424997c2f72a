package dev.sluice.controller.ir;

/** Of what tokens must not be used any more. */
public sealed interface RevokedIr {
  /** One token. */
  record Token(String issuer, String jti) implements RevokedIr {}

  /** Every token of a user of an issuer. */
  record Subject(String issuer, String subject) implements RevokedIr {}

  /** Every token of an issuer. */
  record Issuer(String issuer) implements RevokedIr {}

  /** Every token, and unless only older ones are meant every credential, of a tenant. */
  record Tenant(TenantIr tenant) implements RevokedIr {}
}
