package dev.sluice.controller.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** The metrics of the API, by operation and status. */
final class ApiMetrics {
  private final MeterRegistry registry;

  ApiMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts an answer; {@code operation} is an id of the contract, or other. */
  void record(String operation, int status, long nanos) {
    registry
        .counter(
            "management_requests_total", "operation", operation, "code", Integer.toString(status))
        .increment();
    registry
        .timer("management_request_seconds", "operation", operation)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
