package dev.sluice.extproc.server;

import dev.sluice.extproc.cache.LocalResponseCache;
import dev.sluice.extproc.cache.ResponseCache;
import java.time.Clock;

/** A test of exchanges with a cache in the memory of one replica. */
final class LocalCacheExchangeTest extends ResponseCacheContract {
  @Override
  ResponseCache open(Clock clock) {
    return new LocalResponseCache(1 << 20, clock);
  }
}
