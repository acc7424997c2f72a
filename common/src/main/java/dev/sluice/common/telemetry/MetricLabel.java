package dev.sluice.common.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A label of metrics. Of one whose values callers choose, the first so many distinct values are let
 * through and the rest is called {@code other}; who shares the label shares them.
 */
public final class MetricLabel {
  /** What stands for every value beyond the cap. */
  public static final String OTHER = "other";

  private final String name;
  private final int most;
  private final Set<String> known;

  private MetricLabel(String name, int most, Set<String> known) {
    this.name = name;
    this.most = most;
    this.known = known;
  }

  /** A label whose values the code or the configuration bounds. */
  public static MetricLabel of(String name) {
    return new MetricLabel(name, Integer.MAX_VALUE, Set.of());
  }

  /** A label with at most so many values besides {@link #OTHER}. */
  public static MetricLabel capped(String name, int most) {
    return new MetricLabel(name, most, ConcurrentHashMap.newKeySet());
  }

  /** The same values under another name. */
  public MetricLabel withName(String other) {
    return new MetricLabel(other, most, known);
  }

  String name() {
    return name;
  }

  /** The value as metrics show it. */
  public String value(String told) {
    if (most == Integer.MAX_VALUE || known.contains(told)) {
      return told;
    }
    return known.size() < most && admit(told) ? told : OTHER;
  }

  private boolean admit(String told) {
    synchronized (known) {
      return known.contains(told) || (known.size() < most && known.add(told));
    }
  }
}
