package dev.sluice.controller.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A revocation of tokens that have not expired yet.
 *
 * @param issuedBefore only tokens issued before this time are revoked; empty for all
 * @param expires the time at which the last of the tokens expires; empty for never
 */
public record TokenRevocation(
    String id, Tokens tokens, Optional<Instant> issuedBefore, Optional<Instant> expires)
    implements DomainEntity {
  /** The tokens that a revocation applies to. */
  public sealed interface Tokens {
    /** A single token. */
    record One(String issuer, String jti) implements Tokens {}

    /** The tokens of one subject of an issuer. */
    record OfSubject(String issuer, String subject) implements Tokens {}

    /** The tokens of an issuer. */
    record OfIssuer(String issuer) implements Tokens {}

    /** The tokens of a tenant. */
    record OfTenant(String tenant) implements Tokens {}
  }
}
