package dev.sluice.extauthz.limit;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.policy.limit.RateLimit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The headers that show a limit to a client: {@code RateLimit} and {@code RateLimit-Policy} of the
 * Internet draft of the HTTPAPI group, and {@code Retry-After} of RFC 9110.
 */
final class LimitHeaders {
  private LimitHeaders() {}

  /** Returns the headers of a request that was counted. */
  static List<Header> passed(String name, RateLimit limit, long debt) {
    long remaining = (limit.capacityNanos() - debt) / limit.intervalNanos();
    return List.of(state(name, remaining, debt), policy(name, limit));
  }

  /** Returns the headers of a request that was denied. */
  static List<Header> denied(String name, RateLimit limit, long debt) {
    long wait = seconds(debt - limit.capacityNanos());
    return List.of(
        state(name, 0, debt - limit.intervalNanos()),
        policy(name, limit),
        new Header("retry-after", Long.toString(wait)));
  }

  private static Header state(String name, long remaining, long debt) {
    return new Header("ratelimit", id(name) + ";r=" + remaining + ";t=" + seconds(debt));
  }

  private static Header policy(String name, RateLimit limit) {
    return new Header(
        "ratelimit-policy",
        id(name) + ";q=" + limit.requests() + ";w=" + limit.period().toSeconds());
  }

  /** Returns the id of a rule without its kind, in quotes. */
  private static String id(String name) {
    return "\"" + name.substring(name.indexOf(':') + 1) + "\"";
  }

  /** Returns whole seconds, rounded up. */
  private static long seconds(long nanos) {
    return Math.max(1, -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1)));
  }
}
