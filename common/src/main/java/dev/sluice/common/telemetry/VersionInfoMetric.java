package dev.sluice.common.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** A metric that is always 1 and names, in its label {@code version}, what is in force. */
public final class VersionInfoMetric {
  private final MeterRegistry registry;
  private final String name;
  private final Tags tags;
  private @Nullable Gauge shown;

  /** Shows nothing before the first version. */
  public VersionInfoMetric(MeterRegistry registry, String name, Tags tags) {
    this.registry = registry;
    this.name = name;
    this.tags = tags;
  }

  /** From now on this version, instead of the one before. */
  public synchronized void set(String version) {
    if (shown != null) {
      registry.remove(shown);
    }
    shown = Gauge.builder(name, () -> 1).tags(tags).tag("version", version).register(registry);
  }
}
