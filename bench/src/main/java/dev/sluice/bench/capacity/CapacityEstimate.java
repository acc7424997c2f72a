package dev.sluice.bench.capacity;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.frame.ReportSection.ReportCell;
import dev.sluice.bench.peer.ServerVariant;

/** An estimate of what a large load needs, from the figures of the report. */
final class CapacityEstimate {
  private static final int REQUESTS = 10_000;
  private static final int STREAMS = 50_000;
  private static final double MICROS = 1e6;
  private static final double KB_PER_GB = 1e6;

  private static final String BOTH = ServerVariant.SLUICE.title();
  private static final String FIRST = "extauthz-server";
  private static final String SECOND = "extproc-dlp-server";
  private static final String ENVOY = "Envoy";

  private final BenchReport report;

  private CapacityEstimate(BenchReport report) {
    this.report = report;
  }

  static ReportSection of(BenchReport report, int streams, int open) {
    var estimate = new CapacityEstimate(report);
    String busy = CapacityScenarios.BUSY;
    double extauthz = estimate.figure(busy, CapacityScenarios.CPU_EXTAUTHZ);
    double extproc = estimate.figure(busy, CapacityScenarios.CPU_EXTPROC);
    double envoy = estimate.figure(busy, CapacityScenarios.CPU_ENVOY);
    String events = CapacityScenarios.title(streams);
    String opened = CapacityScenarios.openTitle(open);
    String each = "requests/s per core";
    String cores = "cores for %,d requests/s".formatted(REQUESTS);
    String coresOfEvents = "cores for %,d events/s".formatted(REQUESTS);
    String memory = "GB for %,d open streams".formatted(STREAMS);
    double event = estimate.figure(events, CapacityScenarios.CPU_EVENT);
    double envoyEvent = estimate.figure(events, CapacityScenarios.CPU_ENVOY_EVENT);
    double heap = estimate.figure(opened, CapacityScenarios.HEAP_OF_STREAM);
    double envoyMemory = estimate.figure(opened, CapacityScenarios.ENVOY_OF_STREAM);
    return new ReportSection.Builder("what a load needs")
        .add(each, BOTH, MICROS / (extauthz + extproc))
        .add(each, FIRST, MICROS / extauthz)
        .add(each, SECOND, MICROS / extproc)
        .add(each, ENVOY, MICROS / envoy)
        .add(cores, BOTH, REQUESTS * (extauthz + extproc) / MICROS)
        .add(cores, FIRST, REQUESTS * extauthz / MICROS)
        .add(cores, SECOND, REQUESTS * extproc / MICROS)
        .add(cores, ENVOY, REQUESTS * envoy / MICROS)
        .add(coresOfEvents, SECOND, REQUESTS * event / MICROS)
        .add(coresOfEvents, ENVOY, REQUESTS * envoyEvent / MICROS)
        .add(memory, SECOND, STREAMS * heap / KB_PER_GB)
        .add(memory, ENVOY, STREAMS * envoyMemory / KB_PER_GB)
        .build();
  }

  private double figure(String section, String row) {
    return report.figure(section, row, BOTH).map(ReportCell::median).orElseThrow();
  }
}
