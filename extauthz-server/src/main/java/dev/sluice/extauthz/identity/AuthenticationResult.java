package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.Claims;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A result of authentication: completed, or pending until the issuer responds. */
public sealed interface AuthenticationResult {
  /** A completed result. */
  sealed interface Completed extends AuthenticationResult {}

  /**
   * A verified credential, with the identity of the caller.
   *
   * @param cached true if the token was verified for an earlier request
   * @param claims the claims of the token; null if the credential is not a token
   */
  record Authenticated(
      Identity identity, CredentialKind kind, boolean cached, @Nullable Claims claims)
      implements Completed {
    /** Creates a result without claims. */
    public Authenticated(Identity identity, CredentialKind kind, boolean cached) {
      this(identity, kind, cached, null);
    }
  }

  /**
   * A rejected credential.
   *
   * @param detail the fault, as a fixed text for traces and records
   */
  record Rejected(RejectionReason reason, CredentialKind kind, String detail)
      implements Completed {}

  /** A result that completes later. */
  record Pending(CompletableFuture<Completed> result) implements AuthenticationResult {}
}
