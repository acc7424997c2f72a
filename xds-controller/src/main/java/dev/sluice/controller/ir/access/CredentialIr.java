package dev.sluice.controller.ir.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A credential that may be used.
 *
 * @param tenant the customer
 * @param clientApp the customer's application, or empty
 * @param retires the time at which its replacement makes it invalid
 */
public record CredentialIr(
    String id,
    String subscription,
    TenantIr tenant,
    String publish,
    String plan,
    String clientApp,
    CredentialProofIr proof,
    List<String> scopes,
    Optional<Instant> expires,
    Optional<Instant> retires) {
  public CredentialIr {
    scopes = List.copyOf(scopes);
  }
}
