package dev.sluice.controller.domain;

import dev.sluice.controller.ir.access.CredentialProofIr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A credential that a customer uses for a subscription.
 *
 * @param retires the time at which its replacement makes it invalid
 * @param ended the time at which it was revoked or marked as expired
 */
public record CustomerCredential(
    String id,
    String subscription,
    Optional<String> clientApp,
    CredentialProofIr proof,
    List<String> scopes,
    Optional<Instant> expires,
    Optional<Instant> retires,
    Optional<Instant> ended)
    implements DomainEntity {
  public CustomerCredential {
    scopes = List.copyOf(scopes);
  }

  /** Returns the earliest end of the credential, past or future. */
  public Optional<Instant> earliestEnd() {
    return Stream.of(expires, retires, ended).flatMap(Optional::stream).min(Instant::compareTo);
  }
}
