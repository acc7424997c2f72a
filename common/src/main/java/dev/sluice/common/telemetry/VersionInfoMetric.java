package dev.sluice.common.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** A metric with the value 1 whose label {@code version} is the active version. */
public final class VersionInfoMetric {
  private final MeterRegistry registry;
  private final String name;
  private final Tags tags;
  private @Nullable Gauge shown;

  /** Creates a metric that is absent until the first version. */
  public VersionInfoMetric(MeterRegistry registry, String name, Tags tags) {
    this.registry = registry;
    this.name = name;
    this.tags = tags;
  }

  /** Sets the active version. */
  public synchronized void set(String version) {
    if (shown != null) {
      registry.remove(shown);
    }
    shown = Gauge.builder(name, () -> 1).tags(tags).tag("version", version).register(registry);
  }
}
