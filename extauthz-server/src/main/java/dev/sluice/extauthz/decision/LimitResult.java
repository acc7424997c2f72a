package dev.sluice.extauthz.decision;

import java.util.concurrent.CompletableFuture;

/** A result of the limits of one request, which is known now or later. */
public sealed interface LimitResult permits LimitOutcome, LimitResult.Pending {
  /** An outcome that another thread completes. */
  record Pending(CompletableFuture<LimitOutcome> outcome) implements LimitResult {}
}
