package dev.sluice.bench.extproc;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.process.BenchStack;
import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.client.UnreadStreams;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the memory of open streams, and the calls of other clients meanwhile. */
@Command(
    name = "streams",
    description = "Memory of idle streams and of clients that have stopped to read.",
    mixinStandardHelpOptions = true)
public final class StreamsCommand extends BenchCommand {
  private static final String CHAT = "/v1/chat/completions";
  private static final String RECORD =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"customer"
          + " record\"}]}";
  private static final String PING =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";
  private static final int CALLS_PER_SECOND = 100;
  private static final double MB = 1e6;
  private static final double KB = 1e3;

  /** The number of repetitions that makes about ten megabytes of events. */
  private static final String TEN_MEGABYTES = "1500";

  @Option(names = "--idle", defaultValue = "5000", description = "idle streams (${DEFAULT-VALUE})")
  private int idle;

  @Option(
      names = "--stopped",
      defaultValue = "200",
      description = "stopped readers (${DEFAULT-VALUE})")
  private int stopped;

  @Option(
      names = "--heap",
      defaultValue = "512m",
      description = "of extproc-dlp-server (${DEFAULT-VALUE})")
  private String heap = "512m";

  @Option(
      names = "--hold",
      defaultValue = "20",
      description = "seconds under load (${DEFAULT-VALUE})")
  private int hold;

  private final ReportSection.Builder table = new ReportSection.Builder("open streams");

  @Override
  protected void measure(BenchReport report) throws IOException {
    Map<ServerKind, List<String>> options = Map.of(ServerKind.EXTPROC, List.of("-Xmx" + heap));
    try (SluiceStack stack = BenchStack.start(options)) {
      SqlClient rows = new SqlClient(stack.database());
      rows.execute("update backends set max_connections = 100000");
      rows.execute("update routes set idle_timeout_ms = 3600000");
      measure(stack, report);
    }
    report.add(table.build());
  }

  private void measure(SluiceStack stack, BenchReport report) {
    load(stack, report);
    double before = add(stack, "before");
    try (UnreadStreams quiet = streams(stack, Map.of("x-stub-delay-ms", "3600000"))) {
      quiet.open(idle);
      double with = add(stack, idle + " idle");
      table.add(
          "heap of an idle stream, KB", idle + " idle", (with - before) / Math.max(1, idle) / KB);
      Map<String, String> fast = Map.of("x-stub-delay-ms", "0", "x-stub-times", TEN_MEGABYTES);
      try (UnreadStreams readers = streams(stack, fast)) {
        readers.open(stopped);
        add(stack, "and " + stopped + " stopped");
        load(stack, report);
        add(stack, hold + " s under load");
      }
    }
    load(stack, report);
    add(stack, "all closed");
  }

  private static UnreadStreams streams(SluiceStack stack, Map<String, String> script) {
    Map<String, String> headers = new LinkedHashMap<>(script);
    headers.put("authorization", "Bearer " + stack.issuer().token("viewer"));
    return new UnreadStreams(stack.ports().of(StackPort.GATEWAY), CHAT, headers, RECORD);
  }

  /** Calls the gateway for a while and reports the outcomes. */
  private void load(SluiceStack stack, BenchReport report) {
    var client =
        new GatewayClient(stack.ports().http(StackPort.GATEWAY))
            .withBearer(stack.issuer().token("viewer"));
    var load =
        new ConstantRateLoad(List.of("others"), CALLS_PER_SECOND, name -> client.post(CHAT, PING));
    try (load) {
      LockSupport.parkNanos(Duration.ofSeconds(hold).toNanos());
    }
    report.note("calls of others: " + load.outcomes());
  }

  /** Adds the memory in one state and returns the heap. */
  private double add(SluiceStack stack, String state) {
    long pid = stack.process(ServerKind.EXTPROC).pid();
    var extproc = new ServerMetrics(pid, stack.ports().http(StackPort.EXTPROC_OPS));
    double used = extproc.heapBytes();
    table.add("streams", state, extproc.metric("extproc_streams_active", ""));
    table.add("heap, MB", state, used / MB);
    table.add("held, MB", state, extproc.metric("extproc_held_bytes", "") / MB);
    table.add("resident, MB", state, ServerMetrics.residentBytes(pid) / MB);
    table.add(
        "resident of Envoy, MB", state, ServerMetrics.residentBytes(stack.envoy().pid()) / MB);
    return used;
  }
}
