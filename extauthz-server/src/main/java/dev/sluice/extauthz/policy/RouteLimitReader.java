package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteLimit;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A reader of the rate limits that the controller delivers with a route. */
final class RouteLimitReader {
  private RouteLimitReader() {}

  /** Returns the limits of a route. */
  static List<LimitRule> read(Route route) {
    return route.getLimitsList().stream().map(RouteLimitReader::rule).toList();
  }

  private static LimitRule rule(RouteLimit limit) {
    String name = LimitRule.KIND + ":" + limit.getName();
    return new LimitRule(
            limit.getPolicy() + "/" + limit.getName(),
            new RuleAttributes(name, ExchangeSelector.ALL, limit.getShadow()),
            limit.getKeyList().stream()
                .map(RouteLimitReader::key)
                .flatMap(Optional::stream)
                .toList(),
            new RateLimit(
                limit.getRequests(),
                Duration.ofSeconds(limit.getPeriodSeconds()),
                limit.getBurst()))
        .denyingWithoutShared(limit.getDenyWithoutShared());
  }

  /**
   * Returns a key; empty for one of a newer release, without which more requests share a counter.
   */
  private static Optional<LimitKey> key(RouteLimit.Key key) {
    return switch (key) {
      case KEY_IP -> Optional.of(LimitKey.IP);
      case KEY_USER -> Optional.of(LimitKey.USER);
      case KEY_TENANT -> Optional.of(LimitKey.TENANT);
      case KEY_CREDENTIAL -> Optional.of(LimitKey.CREDENTIAL);
      case KEY_ROUTE -> Optional.of(LimitKey.ROUTE);
      case KEY_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
