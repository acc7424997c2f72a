package dev.sluice.extauthz.identity;

import dev.sluice.common.token.Claims;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What became of a credential: settled, or waiting for an issuer's keys. */
public sealed interface Authentication {
  /** Known now. */
  sealed interface Settled extends Authentication {}

  /**
   * An identity.
   *
   * @param remembered whether the token was known from an earlier request
   * @param claims what the token says, if there was one
   */
  record Known(Identity identity, CredentialKind kind, boolean remembered, @Nullable Claims claims)
      implements Settled {
    /** One without claims. */
    public Known(Identity identity, CredentialKind kind, boolean remembered) {
      this(identity, kind, remembered, null);
    }
  }

  /**
   * None.
   *
   * @param detail what was wrong, in words of ours, for traces and records
   */
  record Rejected(Rejection rejection, CredentialKind kind, String detail) implements Settled {}

  /** Known in a moment. */
  record Waiting(CompletableFuture<Settled> answer) implements Authentication {}
}
