package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.TokenError;
import java.util.concurrent.CompletableFuture;

/** The result of a verification, available or pending. */
public sealed interface VerificationResult {
  /** An available result. */
  sealed interface Completed extends VerificationResult {}

  /** A token that the issuer signed and that is valid now. */
  record Verified(VerifiedToken token) implements Completed {}

  /** A token that is not trusted. */
  record Rejected(TokenError error) implements Completed {}

  /** A result that is available after a fetch of keys or its timeout. */
  record Pending(CompletableFuture<Completed> result) implements VerificationResult {}
}
