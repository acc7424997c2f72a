package dev.sluice.extproc.cache.shared;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The encrypted entries that all replicas share, by name. */
interface SharedEntries extends AutoCloseable {
  /** Returns an entry; at most {@code maxBytes} of it, and one more if it is larger. */
  CompletableFuture<Optional<byte[]>> get(String name, int maxBytes);

  /** Stores an entry for some milliseconds. Returns false if Redis has no room for it. */
  CompletableFuture<Boolean> put(String name, byte[] entry, long millis);

  @Override
  void close();
}
