package dev.sluice.bench.xds;

import dev.sluice.bench.xds.report.Distribution;
import java.util.ArrayList;
import java.util.List;

/** Durations that are collected one by one. */
final class Times {
  private static final double NANOS_PER_MILLI = 1e6;
  static final String UNIT = "ms";

  private final List<Double> millis = new ArrayList<>();

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  void add(long nanos) {
    millis.add(millis(nanos));
  }

  Distribution all() {
    return new Distribution(millis);
  }
}
