package dev.sluice.extauthz.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The routes that were removed a moment ago. Envoy can still name them until it receives the
 * change.
 */
final class RetiredRoutes {
  private static final long GRACE_PERIOD = Duration.ofSeconds(2).toNanos();

  private final LongSupplier nanos;
  private final List<RetiredBatch> batches;

  /** The routes that one change removed. */
  private record RetiredBatch(long expiresAt, Map<String, RouteRule> routes) {}

  private RetiredRoutes(LongSupplier nanos, List<RetiredBatch> batches) {
    this.nanos = nanos;
    this.batches = List.copyOf(batches);
  }

  static RetiredRoutes none(LongSupplier nanos) {
    return new RetiredRoutes(nanos, List.of());
  }

  /** Returns these routes without expired ones and with newly removed ones. */
  RetiredRoutes with(Map<String, RouteRule> routes) {
    long now = nanos.getAsLong();
    List<RetiredBatch> next = new ArrayList<>();
    if (!routes.isEmpty()) {
      next.add(new RetiredBatch(now + GRACE_PERIOD, Map.copyOf(routes)));
    }
    batches.stream().filter(batch -> batch.expiresAt() - now > 0).forEach(next::add);
    return new RetiredRoutes(nanos, next);
  }

  /** Finds the route with this id that was removed last. */
  Optional<RouteRule> find(String id) {
    long now = nanos.getAsLong();
    for (RetiredBatch batch : batches) {
      RouteRule rule = batch.routes().get(id);
      if (rule != null && batch.expiresAt() - now > 0) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
