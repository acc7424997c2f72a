package dev.sluice.common.token;

import java.util.concurrent.CompletableFuture;

/** What became of a token: settled, or waiting for the issuer's keys. */
public sealed interface Verification {
  /** Known now. */
  sealed interface Settled extends Verification {}

  /** Signed by the issuer and in force. */
  record Verified(VerifiedToken token) implements Settled {}

  /** Not to be trusted. */
  record Refused(TokenFault fault) implements Settled {}

  /** Known once a fetch of keys has ended, or its time is over. */
  record Waiting(CompletableFuture<Settled> answer) implements Verification {}
}
