package dev.sluice.controller.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** A limiter of the requests of each caller in a minute, for a bounded number of callers. */
public final class RequestRateLimiter {
  private static final int MOST_CALLERS = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int limit;
  private final InstantSource clock;
  private final Cache<String, Window> windows =
      Caffeine.newBuilder().maximumSize(MOST_CALLERS).expireAfterWrite(WINDOW).build();

  private record Window(Instant end, AtomicInteger requests) {}

  public RequestRateLimiter(int limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Counts a request of a caller, and rejects it above the limit. */
  public void count(String caller) {
    Instant now = clock.instant();
    Window window =
        windows
            .asMap()
            .compute(
                caller,
                (_, old) ->
                    old == null || !now.isBefore(old.end())
                        ? new Window(now.plus(WINDOW), new AtomicInteger())
                        : old);
    if (window.requests().incrementAndGet() > limit) {
      long seconds = Math.max(1, Duration.between(now, window.end()).toSeconds());
      throw ProblemException.of(
          ProblemType.RATE_LIMITED,
          "More than " + limit + " requests in a minute; try again later.",
          "Retry-After",
          Long.toString(seconds));
    }
  }
}
