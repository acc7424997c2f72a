package dev.sluice.extauthz.server;

import dev.sluice.common.settle.BatchSettler;
import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.quota.QuotaCounters;
import dev.sluice.extauthz.quota.QuotaKey;
import dev.sluice.extauthz.quota.QuotaTotal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The metrics of quotas: decisions and the highest used share by tier, and settlements. */
final class QuotaMetrics {
  private final MeterRegistry registry;
  private final Map<Tier, Counter> passed = new EnumMap<>(Tier.class);
  private final Map<Tier, Counter> denied = new EnumMap<>(Tier.class);
  private final Counter withoutTotals;

  QuotaMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Tier tier : tiers()) {
      passed.put(tier, decisions(tier, "allow"));
      denied.put(tier, decisions(tier, "limit"));
    }
    this.withoutTotals = registry.counter("quota.decisions.without.totals");
    List.of("settled", "away", "skipped").forEach(this::settlement);
  }

  private static List<Tier> tiers() {
    return List.of(Tier.TIER_FREE, Tier.TIER_PREMIUM, Tier.TIER_ENTERPRISE);
  }

  private Counter decisions(Tier tier, String decision) {
    return Counter.builder("quota.decisions")
        .tag("tier", LimitMetrics.tierName(tier))
        .tag("decision", decision)
        .register(registry);
  }

  void decision(Tier tier, boolean withinQuota, boolean known) {
    Counter counter = (withinQuota ? passed : denied).get(tier);
    if (counter != null) {
      counter.increment();
    }
    if (!known) {
      withoutTotals.increment();
    }
  }

  /** Counts a batch by its result. */
  void settled(String result) {
    settlement(result).increment();
  }

  private Counter settlement(String result) {
    return registry.counter("quota.settlements", "result", result);
  }

  /** Shows the state of the counters and of their settlement. */
  void show(QuotaCounters counters, BatchSettler<QuotaKey, QuotaTotal> settler) {
    for (Tier tier : tiers()) {
      Gauge.builder("quota.used.ratio", counters, shown -> shown.ratios().of(tier))
          .tag("tier", LimitMetrics.tierName(tier))
          .register(registry);
    }
    Gauge.builder("quota.counters", counters, QuotaCounters::size).register(registry);
    Gauge.builder("quota.unsettled.requests", settler, BatchSettler::waitingSum).register(registry);
    Gauge.builder("quota.unsettled.seconds", settler, BatchSettler::waitingSeconds)
        .register(registry);
  }
}
