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
  private static final String RETRY_AFTER = "retry-after";

  private LimitHeaders() {}

  /** Returns the headers of a request that was counted. */
  static List<Header> passed(LimitRule rule, long debt) {
    RateLimit limit = rule.limit();
    long remaining = (limit.capacityNanos() - debt) / limit.intervalNanos();
    return List.of(state(rule, remaining, debt), policy(rule));
  }

  /** Returns the headers of a request that was denied. */
  static List<Header> denied(LimitRule rule, long debt) {
    RateLimit limit = rule.limit();
    return List.of(
        state(rule, 0, debt - limit.intervalNanos()),
        policy(rule),
        new Header(RETRY_AFTER, Long.toString(seconds(debt - limit.capacityNanos()))));
  }

  private static Header state(LimitRule rule, long remaining, long debt) {
    return new Header("ratelimit", id(rule) + ";r=" + remaining + ";t=" + seconds(debt));
  }

  private static Header policy(LimitRule rule) {
    return new Header(
        "ratelimit-policy",
        id(rule) + ";q=" + rule.limit().requests() + ";w=" + rule.limit().period().toSeconds());
  }

  /** Returns the id of a rule without its kind, in quotes. */
  private static String id(LimitRule rule) {
    String name = rule.attributes().name();
    return "\"" + name.substring(name.indexOf(':') + 1) + "\"";
  }

  /** Returns whole seconds, rounded up. */
  private static long seconds(long nanos) {
    return Math.max(1, -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1)));
  }
}
