package dev.sluice.extauthz.quota;

import dev.sluice.config.v1.Tier;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The highest used share of a quota by tier, among the requests of the day. */
public final class QuotaRatios {
  private final Map<Tier, AtomicLong> bits = new EnumMap<>(Tier.class);

  QuotaRatios() {
    for (Tier tier : Tier.values()) {
      bits.put(tier, new AtomicLong());
    }
  }

  void add(Tier tier, double share) {
    AtomicLong highest = bits.get(tier);
    if (highest != null) {
      // The bits of positive numbers have the order of the numbers.
      long seen = Double.doubleToLongBits(share);
      long before = highest.get();
      while (seen > before && !highest.compareAndSet(before, seen)) {
        before = highest.get();
      }
    }
  }

  void reset() {
    bits.values().forEach(highest -> highest.set(0));
  }

  /** Returns the highest share of a tier; 0 without a request. */
  public double of(Tier tier) {
    AtomicLong highest = bits.get(tier);
    return highest == null ? 0 : Double.longBitsToDouble(highest.get());
  }
}
