package dev.sluice.extauthz.policy.limit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An immutable table of the factors of rows. The smallest factor that covers a request counts. */
public final class TighteningFactors {
  private static final int LARGEST_SIZE = 1_000;
  private static final TighteningFactors NONE = new TighteningFactors(Map.of());

  private final Map<String, TighteningFactor> byId;
  private final List<TighteningFactor> all;

  private TighteningFactors(Map<String, TighteningFactor> byId) {
    this.byId = byId;
    this.all = List.copyOf(byId.values());
  }

  public static TighteningFactors none() {
    return NONE;
  }

  /**
   * Returns this table with the changed factors and without the removed ids.
   *
   * @throws IllegalArgumentException if there are too many
   */
  public TighteningFactors with(Map<String, TighteningFactor> changed, Collection<String> removed) {
    Map<String, TighteningFactor> next = new TreeMap<>(byId);
    next.keySet().removeAll(removed);
    next.putAll(changed);
    if (next.size() > LARGEST_SIZE) {
      throw new IllegalArgumentException("more than " + LARGEST_SIZE + " emergency factors");
    }
    return new TighteningFactors(next);
  }

  /** Returns the factor for an environment; 1 without any. */
  public double of(String environment, long nowMillis) {
    TighteningFactor smallest = smallest(environment, nowMillis);
    return smallest == null ? 1 : smallest.factor();
  }

  /** Returns the names of the factors that are in force now, each with its figures. */
  public List<String> describe(long nowMillis) {
    List<String> texts = new ArrayList<>();
    for (TighteningFactor factor : all) {
      if (factor.covers(factor.environment(), nowMillis)) {
        String place = factor.environment().isEmpty() ? "" : " in " + factor.environment();
        texts.add(factor.factor() + place + " (" + factor.name() + ")");
      }
    }
    return texts;
  }

  private @Nullable TighteningFactor smallest(String environment, long nowMillis) {
    TighteningFactor smallest = null;
    for (int i = 0; i < all.size(); i++) {
      TighteningFactor factor = all.get(i);
      if (factor.covers(environment, nowMillis)
          && (smallest == null || factor.factor() < smallest.factor())) {
        smallest = factor;
      }
    }
    return smallest;
  }
}
