package dev.sluice.common.policyfile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts the reloads of one kind of policy and names the version in force. */
final class PolicyMetrics {
  private final String kind;
  private final MeterRegistry registry;
  private final Counter loaded;
  private final Counter rejected;
  private @Nullable Gauge version;

  PolicyMetrics(String kind, MeterRegistry registry) {
    this.kind = kind;
    this.registry = registry;
    loaded = reloads("loaded");
    rejected = reloads("rejected");
  }

  void loaded(String inForce) {
    loaded.increment();
    if (version != null) {
      registry.remove(version);
    }
    version =
        Gauge.builder("policy.version.info", () -> 1)
            .tag("kind", kind)
            .tag("version", inForce)
            .register(registry);
  }

  void rejected() {
    rejected.increment();
  }

  private Counter reloads(String result) {
    return Counter.builder("policy.reload")
        .tag("kind", kind)
        .tag("result", result)
        .register(registry);
  }
}
