package dev.sluice.controller.resources.push;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.controller.xds.resource.ResourceType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts of what was pushed and what became of it. */
final class PushMetrics {
  private static final MetricLabel TYPE = MetricLabel.of("type");

  private final MeterFamily<Counter> pushes;
  private final MeterFamily<Counter> nacks;

  /** Every type is there from the beginning, so that its first refusal is seen as one more. */
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

  /** The stream ended before the node said anything. */
  void unanswered(ResourceType type) {
    pushed(type, "unanswered");
  }

  private void pushed(ResourceType type, String result) {
    pushes.of(type.shortName(), result).increment();
  }
}
