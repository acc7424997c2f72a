package dev.sluice.extauthz.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Routes that a publish has no more, for the moment in which Envoys may still name them. */
final class RetiredRoutes {
  private static final long GRACE = Duration.ofSeconds(2).toNanos();

  private final LongSupplier nanos;
  private final List<RetiredBatch> batches;

  /** What one change retired. */
  private record RetiredBatch(long end, Map<String, RouteRule> routes) {}

  private RetiredRoutes(LongSupplier nanos, List<RetiredBatch> batches) {
    this.nanos = nanos;
    this.batches = List.copyOf(batches);
  }

  static RetiredRoutes none(LongSupplier nanos) {
    return new RetiredRoutes(nanos, List.of());
  }

  /** The same without what has been retired for long, and with these. */
  RetiredRoutes with(Map<String, RouteRule> routes) {
    long now = nanos.getAsLong();
    List<RetiredBatch> next = new ArrayList<>();
    if (!routes.isEmpty()) {
      next.add(new RetiredBatch(now + GRACE, Map.copyOf(routes)));
    }
    batches.stream().filter(batch -> batch.end() - now > 0).forEach(next::add);
    return new RetiredRoutes(nanos, next);
  }

  /** The newest of that id. */
  Optional<RouteRule> find(String id) {
    long now = nanos.getAsLong();
    for (RetiredBatch batch : batches) {
      RouteRule rule = batch.routes().get(id);
      if (rule != null && batch.end() - now > 0) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
