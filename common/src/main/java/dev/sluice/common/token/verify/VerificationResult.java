package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.TokenError;
import java.util.concurrent.CompletableFuture;

/** What became of a token: settled, or waiting for the issuer's keys. */
public sealed interface VerificationResult {
  /** Known now. */
  sealed interface Completed extends VerificationResult {}

  /** Signed by the issuer and in force. */
  record Verified(VerifiedToken token) implements Completed {}

  /** Not to be trusted. */
  record Rejected(TokenError error) implements Completed {}

  /** Known once a fetch of keys has ended, or its time is over. */
  record Pending(CompletableFuture<Completed> result) implements VerificationResult {}
}
