package dev.sluice.controller.resources.push;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.controller.xds.resource.ResourceType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of pushes and their results. */
final class PushMetrics {
  private static final MetricLabel TYPE = MetricLabel.of("type");

  private final MeterFamily<Counter> pushes;
  private final MeterFamily<Counter> nacks;

  /** Registers the counters of every type, so that the first rejection is an increase. */
  PushMetrics(MeterRegistry registry) {
    pushes = MeterFamily.counters(registry, "xds_pushes_total", TYPE, MetricLabel.of("result"));
    nacks = MeterFamily.counters(registry, "xds_nacks_total", TYPE);
    for (ResourceType type : ResourceType.values()) {
      var _ = nacks.of(type.shortName());
    }
  }

  void accepted(ResourceType type) {
    pushed(type, "accepted");
  }

  void rejected(ResourceType type) {
    pushed(type, "refused");
    nacks.of(type.shortName()).increment();
  }

  /** Counts a push whose stream ended before the node answered. */
  void unanswered(ResourceType type) {
    pushed(type, "unanswered");
  }

  private void pushed(ResourceType type, String result) {
    pushes.of(type.shortName(), result).increment();
  }
}
