package dev.sluice.common.telemetry;

import dev.sluice.common.BuildVersion;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A factory of the metrics registry of a server. */
public final class Telemetry {
  private Telemetry() {}

  /** Returns a registry with the JVM's metrics and {@code sluice_build_info}. */
  public static PrometheusMeterRegistry registry(String server) {
    return bound(server, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /**
   * Returns a registry with the JVM's metrics and {@code sluice_build_info}. If {@code traced},
   * histograms have exemplars.
   */
  public static PrometheusMeterRegistry registry(String server, boolean traced) {
    return traced
        ? bound(
            server,
            new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT,
                new PrometheusRegistry(),
                Clock.SYSTEM,
                new ExemplarContext()))
        : registry(server);
  }

  /**
   * Exposes when a certificate expires, in seconds since 1970; NaN while there is none.
   *
   * @param use what the certificate is for
   */
  public static void exposeCertificateExpiry(
      MeterRegistry registry, String use, Supplier<Optional<Instant>> expiry) {
    Gauge.builder(
            "tls.certificate.expires.seconds",
            () -> expiry.get().map(time -> (double) time.getEpochSecond()).orElse(Double.NaN))
        .tag("use", use)
        .register(registry);
  }

  /** Exposes the free and the total space of the disk of a folder. */
  public static void exposeDiskSpace(MeterRegistry registry, Path folder) {
    new DiskSpaceMetrics(folder.toFile()).bindTo(registry);
  }

  // Not closed: the listener of the garbage collector lives as long as the process.
  @SuppressWarnings("resource")
  private static PrometheusMeterRegistry bound(String server, PrometheusMeterRegistry registry) {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("sluice.build.info", () -> 1)
        .tag("server", server)
        .tag("version", BuildVersion.read())
        .register(registry);
    return registry;
  }
}
