package dev.sluice.common.policyfile;

import dev.sluice.common.telemetry.VersionInfoMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The metrics of one kind of policy: reloads and the active version. */
final class PolicyMetrics {
  private final Counter loaded;
  private final Counter rejected;
  private final VersionInfoMetric version;

  PolicyMetrics(String kind, MeterRegistry registry) {
    loaded = reloads(kind, "loaded", registry);
    rejected = reloads(kind, "rejected", registry);
    version = new VersionInfoMetric(registry, "policy.version.info", Tags.of("kind", kind));
  }

  void loaded(String inForce) {
    loaded.increment();
    version.set(inForce);
  }

  void rejected() {
    rejected.increment();
  }

  private static Counter reloads(String kind, String result, MeterRegistry registry) {
    return Counter.builder("policy.reload")
        .tag("kind", kind)
        .tag("result", result)
        .register(registry);
  }
}
