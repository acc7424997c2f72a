package dev.sluice.common.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A metric label. If callers choose its values, only a limited number of distinct values is kept,
 * and all others become {@code other}. All users of a label share its values.
 */
public final class MetricLabel {
  /** The value that replaces all values beyond the limit. */
  public static final String OTHER = "other";

  private final String name;
  private final int most;
  private final Set<String> known;

  private MetricLabel(String name, int most, Set<String> known) {
    this.name = name;
    this.most = most;
    this.known = known;
  }

  /** Returns a label whose values are bounded by the code or the configuration. */
  public static MetricLabel of(String name) {
    return new MetricLabel(name, Integer.MAX_VALUE, Set.of());
  }

  /** Returns a label with at most so many values besides {@link #OTHER}. */
  public static MetricLabel capped(String name, int most) {
    return new MetricLabel(name, most, ConcurrentHashMap.newKeySet());
  }

  /** Returns a label with another name that shares the values. */
  public MetricLabel withName(String other) {
    return new MetricLabel(other, most, known);
  }

  String name() {
    return name;
  }

  /** Returns the value that metrics show. */
  public String value(String value) {
    if (most == Integer.MAX_VALUE || known.contains(value)) {
      return value;
    }
    return known.size() < most && admit(value) ? value : OTHER;
  }

  private boolean admit(String value) {
    synchronized (known) {
      return known.contains(value) || (known.size() < most && known.add(value));
    }
  }
}
