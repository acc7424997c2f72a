package dev.sluice.extauthz.limit;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.policy.limit.LimitRule;
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
  static List<Header> passed(LimitRule rule, long debt) {
    RateLimit limit = rule.limit();
    long remaining = (limit.capacityNanos() - debt) / limit.intervalNanos();
    return List.of(state(id(rule), remaining, seconds(debt)), policy(rule));
  }

  /** Returns the headers of a request that was denied. */
  static List<Header> denied(LimitRule rule, long debt) {
    RateLimit limit = rule.limit();
    return List.of(
        state(id(rule), 0, seconds(debt - limit.intervalNanos())),
        policy(rule),
        retryAfter(seconds(debt - limit.capacityNanos())));
  }

  /** Returns the header {@code RateLimit}. */
  static Header state(String id, long remaining, long resetSeconds) {
    return new Header("ratelimit", "\"" + id + "\";r=" + remaining + ";t=" + resetSeconds);
  }

  /** Returns the header {@code RateLimit-Policy}. */
  static Header policy(String id, long requests, long periodSeconds) {
    return new Header("ratelimit-policy", "\"" + id + "\";q=" + requests + ";w=" + periodSeconds);
  }

  /** Returns the header {@code Retry-After}. */
  static Header retryAfter(long seconds) {
    return new Header("retry-after", Long.toString(seconds));
  }

  private static Header policy(LimitRule rule) {
    RateLimit limit = rule.limit();
    return policy(id(rule), limit.requests(), limit.period().toSeconds());
  }

  /** Returns the id of a rule without its kind. */
  private static String id(LimitRule rule) {
    String name = rule.attributes().name();
    return name.substring(name.indexOf(':') + 1);
  }

  /** Returns whole seconds, rounded up. */
  private static long seconds(long nanos) {
    return Math.max(1, -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1)));
  }
}
