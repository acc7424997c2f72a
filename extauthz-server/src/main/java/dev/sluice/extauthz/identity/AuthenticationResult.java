package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.Claims;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A result of authentication: completed, or pending until the issuer responds. */
public sealed interface AuthenticationResult {
  /** Returns a future with the completed result. */
  default CompletableFuture<Completed> future() {
    return switch (this) {
      case Completed completed -> CompletableFuture.completedFuture(completed);
      case Pending(CompletableFuture<Completed> later) -> later;
    };
  }

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
  record Rejected(RejectionReason reason, CredentialKind kind, String detail) implements Completed {
    private static final Set<String> ONCE_VALID =
        Set.of("credential-expired", "expired", "keys-expired", "not-yet-valid", "revoked");

    /** Returns whether nobody issued the credential, as far as that is known. */
    public boolean isGuess() {
      return switch (reason) {
        case BAD_CREDENTIAL, UNKNOWN_KEY -> !ONCE_VALID.contains(detail);
        case NO_CREDENTIAL,
            INCOMPLETE_CLAIMS,
            MISSING_SCOPE,
            NOT_ADMITTED,
            NOT_PROVED,
            NO_KEY_SOURCE,
            UNAVAILABLE ->
            false;
      };
    }
  }

  /** A result that completes later. */
  record Pending(CompletableFuture<Completed> result) implements AuthenticationResult {}
}
