package dev.sluice.bench;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.client.UnreadStreams;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What open streams cost, and what others notice of them. */
@Command(
    name = "streams",
    description = "Memory of idle streams and of clients that have stopped to read.",
    mixinStandardHelpOptions = true)
final class StreamsCommand implements Callable<Integer> {
  private static final String CHAT = "/v1/chat/completions";
  private static final String RECORD =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"customer record\"}]}";
  private static final String PING =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";

  /** About ten megabytes of events. */
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

  @Override
  public Integer call() throws Exception {
    Map<ServerKind, List<String>> options = Map.of(ServerKind.EXTPROC, List.of("-Xmx" + heap));
    try (SluiceStack stack = Environments.start(options)) {
      SqlClient rows = new SqlClient(stack.database());
      rows.execute("update backends set max_connections = 100000");
      rows.execute("update routes set idle_timeout_ms = 3600000");
      measure(stack);
    }
    return 0;
  }

  private void measure(SluiceStack stack) {
    long pid = stack.process(ServerKind.EXTPROC).pid();
    ServerMetrics extproc = new ServerMetrics(pid, stack.ports().http(StackPort.EXTPROC_OPS));
    load(stack);
    double before = print(stack, extproc, "before");
    try (UnreadStreams quiet = streams(stack, Map.of("x-stub-delay-ms", "3600000"))) {
      quiet.open(idle);
      double with = print(stack, extproc, idle + " idle streams");
      System.out.printf("  heap of one: %.1f KB%n", (with - before) / Math.max(1, idle) / 1e3);
      Map<String, String> fast = Map.of("x-stub-delay-ms", "0", "x-stub-times", TEN_MEGABYTES);
      try (UnreadStreams readers = streams(stack, fast)) {
        readers.open(stopped);
        print(stack, extproc, "and " + stopped + " stopped readers");
        load(stack);
        print(stack, extproc, "the same after " + hold + " s under load");
      }
    }
    load(stack);
    print(stack, extproc, "all of them closed");
  }

  private static UnreadStreams streams(SluiceStack stack, Map<String, String> script) {
    Map<String, String> headers = new LinkedHashMap<>(script);
    headers.put("authorization", "Bearer " + stack.issuer().token("viewer"));
    return new UnreadStreams(stack.ports().of(StackPort.GATEWAY), CHAT, headers, RECORD);
  }

  private void load(SluiceStack stack) {
    var client = Environments.viewer(stack);
    ConstantRateLoad load =
        new ConstantRateLoad(List.of("others"), 100, name -> client.post(CHAT, PING));
    try (load) {
      LockSupport.parkNanos(Duration.ofSeconds(hold).toNanos());
    }
    System.out.println("  " + load.outcomes());
  }

  private static double print(SluiceStack stack, ServerMetrics extproc, String state) {
    double heap = extproc.heapBytes();
    System.out.printf(
        "%s: %.0f streams, heap %.1f MB, held %.1f MB, resident %.0f MB; Envoy %.0f MB%n",
        state,
        extproc.metric("extproc_streams_active", ""),
        heap / 1e6,
        extproc.metric("extproc_held_bytes", "") / 1e6,
        ServerMetrics.residentBytes(extproc.pid()) / 1e6,
        ServerMetrics.residentBytes(stack.envoy().pid()) / 1e6);
    return heap;
  }
}
