package dev.sluice.extproc.server;

import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.cache.shared.FakeEntries;
import java.time.Clock;

/** A test of exchanges with a shared cache, whose answers another thread completes. */
final class SharedCacheExchangeTest extends ResponseCacheContract {
  @Override
  ResponseCache open(Clock clock) {
    ResponseCache cache = new FakeEntries().slow().cache(clock);
    cache.purgesComplete();
    return cache;
  }
}
