package dev.sluice.controller.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * That tokens must not be used any more though they have not expired.
 *
 * @param issuedBefore only those that were issued before; empty for all
 * @param expires when the last of them will have expired; empty for never
 */
public record TokenRevocation(
    String id, Tokens tokens, Optional<Instant> issuedBefore, Optional<Instant> expires)
    implements DomainEntity {
  /** Which tokens. */
  public sealed interface Tokens {
    /** One. */
    record One(String issuer, String jti) implements Tokens {}

    /** Those of a user of an issuer. */
    record OfSubject(String issuer, String subject) implements Tokens {}

    /** Those of an issuer. */
    record OfIssuer(String issuer) implements Tokens {}

    /** Those of a tenant. */
    record OfTenant(String tenant) implements Tokens {}
  }
}
