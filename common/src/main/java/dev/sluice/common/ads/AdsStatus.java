package dev.sluice.common.ads;

import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The status of the client for the readiness report and metrics. It is confined to the client's
 * thread, except for the values that metrics read.
 */
final class AdsStatus {
  /** The time after which an incomplete set is reported; a change may need several responses. */
  private static final Duration DRIFT = Duration.ofSeconds(10);

  private final Collection<ResourceSet<?>> sets;
  private final Readiness.Component readiness;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private @Nullable Instant unavailableSince;
  private String lastError = "the controller has not answered yet";
  private volatile boolean connected;
  private volatile String transport = "";

  AdsStatus(
      Collection<ResourceSet<?>> sets,
      Readiness.Component readiness,
      MeterRegistry metrics,
      InstantSource clock) {
    this.sets = sets;
    this.readiness = readiness;
    this.metrics = metrics;
    this.clock = clock;
    this.unavailableSince = clock.instant();
    Gauge.builder("ads_connected", this, status -> status.connected ? 1 : 0).register(metrics);
    for (ResourceSet<?> set : sets) {
      Gauge.builder("ads_resources", set, ResourceSet::size)
          .tag("type", set.shortName())
          .register(metrics);
      Gauge.builder("ads_drift_seconds", set, this::driftSeconds)
          .tag("type", set.shortName())
          .register(metrics);
    }
  }

  void accepted(ResourceSet<?> set) {
    arrived(set, "accepted");
    lastError = "the controller has not sent all of it yet";
    report();
  }

  void rejected(ResourceSet<?> set, String why) {
    arrived(set, "refused");
    lastError = "rejected a response of the controller: " + why;
    report();
  }

  void ended(String controller, String why) {
    if (unavailableSince == null) {
      unavailableSince = clock.instant();
    }
    connected = false;
    lastError = "the controller at " + controller + " does not answer (" + why + ")";
    report();
  }

  /** Sets the state of transport security, which the next report shows. */
  void transport(String state) {
    transport = "; " + state;
  }

  void report() {
    if (!sets.stream().allMatch(ResourceSet::isUsable)) {
      readiness.failed("no configuration yet: " + lastError + transport);
    } else {
      readiness.ready(inForce() + away() + drift() + transport);
    }
  }

  private void arrived(ResourceSet<?> set, String result) {
    connected = true;
    unavailableSince = null;
    metrics.counter("ads_updates_total", "type", set.shortName(), "result", result).increment();
  }

  private String inForce() {
    return sets.stream()
        .map(set -> set.shortName() + ": " + set.size() + ", version " + set.version())
        .collect(Collectors.joining("; "));
  }

  private String away() {
    return unavailableSince == null
        ? ""
        : "; last good, controller away since " + seconds(unavailableSince);
  }

  private String drift() {
    List<String> different =
        sets.stream()
            .filter(set -> driftSeconds(set) >= DRIFT.toSeconds())
            .map(set ->
                "; the controller has another set of "
                    + set.shortName()
                    + " since "
                    + set.driftSince().map(AdsStatus::seconds).orElse("now"))
            .toList();
    return String.join("", different);
  }

  private double driftSeconds(ResourceSet<?> set) {
    return set.driftSince()
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
