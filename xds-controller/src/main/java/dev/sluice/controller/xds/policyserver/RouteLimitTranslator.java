package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.RouteLimit;
import dev.sluice.config.v1.UpstreamReport;
import dev.sluice.controller.ir.policy.RateLimitIr;
import dev.sluice.controller.ir.policy.RateLimitIr.RouteLimit.WithoutRedis;
import java.util.List;

/** A translator of the rate limits of a route for policy servers. */
final class RouteLimitTranslator {
  private RouteLimitTranslator() {}

  static List<RouteLimit> translate(RateLimitIr policy) {
    return policy.limits().stream().map(RouteLimitTranslator::translate).toList();
  }

  static UpstreamReport upstreamReport(RateLimitIr.Tightening rule) {
    return UpstreamReport.newBuilder().setSlowMs((int) rule.maxP95().toMillis()).build();
  }

  private static RouteLimit translate(RateLimitIr.RouteLimit limit) {
    return RouteLimit.newBuilder()
        .setPolicy(limit.policy().orElse(""))
        .setName(limit.name())
        .addAllKey(limit.key().stream().map(RouteLimitTranslator::key).toList())
        .setRequests(limit.requestsPerUnit())
        .setPeriodSeconds((int) limit.period().toSeconds())
        .setBurst(limit.burst().orElse(limit.requestsPerUnit()))
        .setShadow(limit.shadow())
        .setDenyWithoutShared(limit.withoutRedis() == WithoutRedis.DENY)
        .build();
  }

  private static RouteLimit.Key key(RateLimitIr.RouteLimit.Key key) {
    return switch (key) {
      case IP -> RouteLimit.Key.KEY_IP;
      case USER -> RouteLimit.Key.KEY_USER;
      case TENANT -> RouteLimit.Key.KEY_TENANT;
      case CREDENTIAL -> RouteLimit.Key.KEY_CREDENTIAL;
      case ROUTE -> RouteLimit.Key.KEY_ROUTE;
    };
  }
}
