package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.Claims;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What became of a credential: settled, or waiting for an issuer's keys. */
public sealed interface AuthenticationResult {
  /** Known now. */
  sealed interface Completed extends AuthenticationResult {}

  /**
   * An identity.
   *
   * @param cached whether the token was known from an earlier request
   * @param claims what the token says, if there was one
   */
  record Authenticated(
      Identity identity, CredentialKind kind, boolean cached, @Nullable Claims claims)
      implements Completed {
    /** One without claims. */
    public Authenticated(Identity identity, CredentialKind kind, boolean remembered) {
      this(identity, kind, remembered, null);
    }
  }

  /**
   * None.
   *
   * @param detail what was wrong, in words of ours, for traces and records
   */
  record Rejected(RejectionReason reason, CredentialKind kind, String detail)
      implements Completed {}

  /** Known in a moment. */
  record Pending(CompletableFuture<Completed> result) implements AuthenticationResult {}
}
