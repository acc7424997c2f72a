package dev.sluice.bench.limits;

import dev.sluice.bench.check.CheckLoad;
import dev.sluice.bench.check.CheckTraffic;
import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ServerKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory and the metric series of an extauthz-server after checks of very many users, each in a
 * tenant and at an address of its own, and after as many wrong credentials.
 */
final class ManyCallers {
  static final int BATCH = 20_000;
  private static final int IN_FLIGHT = 64;
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final String LIMITS =
      """
        blocking: {failures: 50, window: 60s, block-for: 10m}
        limits:
          - {id: user, key: [user], requests-per-unit: 10, unit: hour}
          - {id: address, key: [ip], requests-per-unit: 10, unit: hour}
          - {id: tenant, key: [tenant, route], requests-per-unit: 10, unit: hour}
      """;

  private final EventLoop loop;
  private final BenchReport report;
  private final int callers;
  private final BenchIssuer issuer;
  private int addresses;

  ManyCallers(EventLoop loop, BenchReport report, int callers) {
    this.loop = loop;
    this.report = report;
    this.callers = callers;
    this.issuer = new BenchIssuer(IssuerAlgorithm.ES256, callers);
  }

  void run() throws IOException {
    var section = new ReportSection.Builder("memory and metrics by the number of callers");
    try (var group = new ProcessGroup("callers", report::progress)) {
      group.write(BenchPolicyFile.keyFile(issuer), issuer.keySet());
      String policy = BenchPolicyFile.of(List.of(issuer), "prod", BenchPolicyFile::keyFileSetting);
      var settings = LimitSettings.inProcess(group.write("policy.yaml", policy + LIMITS));
      SluiceServer server =
          SluiceServer.start(
              group, ServerKind.EXTAUTHZ, "callers", settings, List.of(), line -> line);
      report.progress("the first callers");
      send(server, BATCH, true);
      measure(section, server.metrics(), "%,d callers".formatted(BATCH));
      report.progress("%,d callers".formatted(callers));
      send(server, callers - BATCH, true);
      measure(section, server.metrics(), "%,d callers".formatted(callers));
      report.progress("%,d wrong credentials".formatted(callers));
      send(server, callers, false);
      measure(section, server.metrics(), "and wrong credentials");
    }
    report.add(section.build());
  }

  /** Sends checks, each with a new token from a new address. */
  private void send(SluiceServer server, int checks, boolean allowed) {
    var load = new CheckLoad(loop, IN_FLIGHT);
    for (int left = checks; left > 0; left -= BATCH) {
      int count = Math.min(BATCH, left);
      List<byte[]> messages = new ArrayList<>(count);
      for (String token : allowed ? issuer.tokens(count) : issuer.withUnknownKeys(count)) {
        messages.add(CheckMessages.of(issuer.algorithm(), token, nextAddress()));
      }
      load.sendAll(server.port(), CheckTraffic.once(messages, allowed), CpuMeter.NONE);
    }
  }

  private String nextAddress() {
    int number = addresses++;
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  private static void measure(ReportSection.Builder section, ServerMetrics metrics, String column) {
    section
        .add("heap in use, MiB", column, metrics.heapBytes() / BYTES_PER_MIB)
        .add("resident, MiB", column, ServerMetrics.residentBytes(metrics.pid()) / BYTES_PER_MIB)
        .add("metric series", column, (double) metrics.series())
        .add("counters dropped", column, metrics.metric("rate_limit_counters_dropped_total", ""));
  }
}
