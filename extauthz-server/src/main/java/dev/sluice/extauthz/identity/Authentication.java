package dev.sluice.extauthz.identity;

import java.util.concurrent.CompletableFuture;

/** What became of a credential: settled, or waiting for an issuer's keys. */
public sealed interface Authentication {
  /** Known now. */
  sealed interface Settled extends Authentication {}

  /**
   * An identity.
   *
   * @param remembered whether the token was known from an earlier request
   */
  record Known(Identity identity, CredentialKind kind, boolean remembered) implements Settled {}

  /**
   * None.
   *
   * @param detail what was wrong, in words of ours, for traces and records
   */
  record Rejected(Rejection rejection, CredentialKind kind, String detail) implements Settled {}

  /** Known in a moment. */
  record Waiting(CompletableFuture<Settled> answer) implements Authentication {}
}
