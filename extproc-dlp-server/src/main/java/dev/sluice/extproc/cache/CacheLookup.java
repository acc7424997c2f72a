package dev.sluice.extproc.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A result of a lookup, which is known now or later. */
public sealed interface CacheLookup {
  /** A lookup without a result. */
  CacheLookup MISS = new Known(Optional.empty());

  /** A result that is known; empty if the cache has no response. */
  record Known(Optional<StoredResponse> response) implements CacheLookup {}

  /** A result that another thread completes; never with an exception. */
  record Pending(CompletableFuture<Optional<StoredResponse>> response) implements CacheLookup {}
}
