package dev.sluice.controller.domain;

import dev.sluice.controller.ir.access.CredentialProofIr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a customer shows to use a subscription.
 *
 * @param retires when it stops because another has replaced it
 * @param ended since when it has been revoked, or declared expired
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

  /** The first of its ends, whether it has come or not. */
  public Optional<Instant> earliestEnd() {
    return Stream.of(expires, retires, ended).flatMap(Optional::stream).min(Instant::compareTo);
  }
}
