package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts of what was pushed and what became of it. */
final class PushMetrics {
  private final MeterRegistry registry;

  PushMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void accepted(ResourceType type) {
    pushed(type, "accepted");
  }

  void refused(ResourceType type) {
    pushed(type, "refused");
    registry.counter("xds_nacks_total", "type", type.shortName()).increment();
  }

  /** The stream ended before the node said anything. */
  void unanswered(ResourceType type) {
    pushed(type, "unanswered");
  }

  private void pushed(ResourceType type, String result) {
    registry.counter("xds_pushes_total", "type", type.shortName(), "result", result).increment();
  }
}
