package dev.sluice.extauthz.server;

import dev.sluice.config.v1.Tier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The metrics of rate limits: a counter for each tier and result. */
final class LimitMetrics {
  private final Map<Tier, Counter> passed = new EnumMap<>(Tier.class);
  private final Map<Tier, Counter> limited = new EnumMap<>(Tier.class);

  LimitMetrics(MeterRegistry registry) {
    for (Tier tier : Tier.values()) {
      passed.put(tier, counter(registry, tier, "allow"));
      limited.put(tier, counter(registry, tier, "limit"));
    }
  }

  void record(Tier tier, boolean withinLimit) {
    Map<Tier, Counter> counters = withinLimit ? passed : limited;
    Counter counter = counters.get(tier);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Creates a counter; rules of the policy file have no tier. */
  private static Counter counter(MeterRegistry registry, Tier tier, String decision) {
    return Counter.builder("rate.limit.decisions")
        .tag("tier", tierName(tier))
        .tag("decision", decision)
        .register(registry);
  }

  /** Returns the value of the label {@code tier}. */
  static String tierName(Tier tier) {
    return switch (tier) {
      case TIER_FREE, TIER_PREMIUM, TIER_ENTERPRISE ->
          tier.name().substring("TIER_".length()).toLowerCase(Locale.ROOT);
      case TIER_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
