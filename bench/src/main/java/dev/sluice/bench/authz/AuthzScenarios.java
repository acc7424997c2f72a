package dev.sluice.bench.authz;

import static dev.sluice.bench.check.fixture.IssuerAlgorithm.ES256;
import static dev.sluice.bench.check.fixture.IssuerAlgorithm.RS256;
import static dev.sluice.bench.frame.FigureRow.figure;
import static dev.sluice.bench.frame.FigureRow.ratio;
import static dev.sluice.bench.frame.FigureRow.ratios;
import static dev.sluice.bench.load.LoadWindow.cpuMicros;
import static dev.sluice.bench.load.LoadWindow.micros;

import dev.sluice.bench.check.CheckLoad;
import dev.sluice.bench.check.CheckTraffic;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.BenchScenario;
import dev.sluice.bench.frame.FigureRow;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.frame.ScenarioRunner;
import dev.sluice.bench.http.ClosedLoopLoad;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.peer.BenchEnvoy;
import dev.sluice.bench.peer.MeasuredServer;
import dev.sluice.bench.peer.ServerVariant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scenarios of {@code bench authz}. */
final class AuthzScenarios {
  private static final String CPU = "server CPU µs per check";
  private static final String P99 = "p99, µs";

  /** The number of tokens that are used repeatedly. */
  static final int POOL = 1_000;

  private static final int IN_FLIGHT = 32;
  private static final int CALM_RATE = 300;
  private static final int GOOD_RATE = 5_000;
  private static final int UNKNOWN_RATE = 10_000;
  private static final int WARM_UP_CHECKS = 500_000;

  /** The length of UNKNOWN in windows; it must be longer than ten seconds. */
  private static final int UNKNOWN_WINDOWS = 12;

  private static final ToDoubleFunction<LoadWindow> SERVER_CPU = cpuMicros(CpuUsage::server);

  private static final List<FigureRow<ServerVariant, LoadWindow>> CHECK_ROWS =
      List.of(
          figure("checks/s", LoadWindow::rate),
          ratios(LoadWindow::rate),
          figure(CPU, SERVER_CPU),
          figure("bench CPU µs per check", cpuMicros(CpuUsage::bench)),
          figure("p50, µs", micros(0.5)),
          figure(P99, micros(0.99)));

  private static final List<FigureRow<ServerVariant, LoadWindow>> CALM_ROWS =
      List.of(
          figure("p50, µs", micros(0.5)),
          figure(P99, micros(0.99)),
          ratio("p99 by that of Go no-op", ServerVariant.GO, micros(0.99)),
          figure(CPU, SERVER_CPU));

  private static final List<FigureRow<ServerVariant, LoadWindow>> ENVOY_ROWS =
      List.of(
          figure("requests/s", LoadWindow::rate),
          ratios(LoadWindow::rate),
          figure("Envoy CPU µs per request", cpuMicros(CpuUsage::envoy)),
          figure("server CPU µs per request", ServerVariant::isServer, SERVER_CPU),
          figure("bench CPU µs per request", cpuMicros(CpuUsage::bench)),
          figure("p50, µs", micros(0.5)),
          figure(P99, micros(0.99)));

  private static final List<FigureRow<ServerVariant, FloodWindows>> FLOOD_ROWS =
      List.of(
          figure("good alone, checks/s", flood -> flood.alone.rate()),
          figure("good in the flood, checks/s", flood -> flood.flooded.rate()),
          figure(
              "kept of the good rate, %", flood -> 100 * flood.flooded.rate() / flood.alone.rate()),
          figure("forged, checks/s", flood -> flood.flooded.otherRate()),
          figure(
              "kept of 5,000 good a second, %",
              flood -> 100 * flood.pacedFlooded.rate() / flood.paced.rate()),
          figure("… p99 alone, µs", flood -> micros(0.99).applyAsDouble(flood.paced)),
          figure(
              "… p99 in the flood, µs", flood -> micros(0.99).applyAsDouble(flood.pacedFlooded)));

  private static final List<FigureRow<ServerVariant, UnknownWindows>> UNKNOWN_ROWS =
      List.of(
          figure("unknown keys, checks/s, all refused", flood -> flood.flooded.otherRate()),
          figure("fetches of keys in any 10 s, at most", flood -> (double) flood.fetches),
          figure(
              "server CPU, % of a processor",
              flood -> flood.flooded.cpu().server() / (10 * flood.flooded.seconds())),
          figure("good in the flood, checks/s", flood -> flood.flooded.rate()),
          figure("… p99 alone, µs", flood -> micros(0.99).applyAsDouble(flood.alone)),
          figure("… p99 in the flood, µs", flood -> micros(0.99).applyAsDouble(flood.flooded)));

  private final AuthzServers servers;
  private final EventLoop loop;
  private final BenchReport report;
  private final RoundOptions options;
  private final int tokens;
  private final CheckLoad load;
  private final ScenarioRunner runner;
  private final Map<IssuerAlgorithm, List<String>> pools = new EnumMap<>(IssuerAlgorithm.class);

  /** The windows of valid traffic without and with a flood, in a closed loop and paced. */
  private record FloodWindows(
      LoadWindow alone, LoadWindow flooded, LoadWindow paced, LoadWindow pacedFlooded) {}

  /** The windows of valid traffic without and with a flood of unknown keys. */
  private record UnknownWindows(LoadWindow alone, LoadWindow flooded, long fetches) {}

  AuthzScenarios(
      AuthzServers servers, EventLoop loop, BenchReport report, RoundOptions options, int tokens) {
    this.servers = servers;
    this.loop = loop;
    this.report = report;
    this.options = options;
    this.tokens = tokens;
    this.load = new CheckLoad(loop, IN_FLIGHT);
    this.runner = new ScenarioRunner(report, options, servers.group()::emptyLogs);
  }

  /** Warms up each JVM on all processors. */
  void warmUp() {
    servers.variants().stream().filter(ServerVariant::isJvm).forEach(this::warmUp);
  }

  private void warmUp(ServerVariant variant) {
    report.progress("warm-up of " + variant.title());
    MeasuredServer server = servers.server(variant);
    servers.pinning().unpin(server.pid());
    List<CheckTraffic> all = Stream.of(IssuerAlgorithm.values()).map(this::pooled).toList();
    load.warmUp(server.port(), all, WARM_UP_CHECKS, options.warmUp());
    servers.pinning().pin(server.pid(), AuthzServers.SERVER_PROCESSOR);
  }

  /** The traffic of a scenario. */
  enum CheckShape {
    POOL,
    COLD,
    FLOOD,
    UNKNOWN,
    CALM,
    MEMORY,
    ENVOY
  }

  void run(CheckShape shape) {
    switch (shape) {
      case POOL ->
          each(algorithm ->
              repeated("1,000 tokens of " + algorithm + ", 32 in flight", pooled(algorithm)));
      case COLD -> each(this::cold);
      case FLOOD -> flood();
      case UNKNOWN -> unknown();
      case CALM -> calm();
      case MEMORY -> memory();
      case ENVOY -> envoy();
    }
  }

  private static void each(Consumer<IssuerAlgorithm> scenario) {
    List.of(IssuerAlgorithm.values()).forEach(scenario);
  }

  private void repeated(String title, CheckTraffic checks) {
    runner.run(
        new BenchScenario<>(
                title,
                servers.variants(),
                (variant, time) -> send(servers.server(variant), checks, time),
                CHECK_ROWS)
            .warmedUp(SERVER_CPU));
  }

  /** Sends new tokens in each round, each of them once to every server. */
  private void cold(IssuerAlgorithm algorithm) {
    String title = "every token new, " + algorithm + ", 32 in flight";
    List<byte[]> uncounted = newMessages(title, algorithm);
    servers.variants().forEach(variant -> sendAll(servers.server(variant), uncounted));
    List<byte[]> messages = new ArrayList<>();
    List<ServerVariant> asked = new ArrayList<>();
    runner.run(
        new BenchScenario<>(
            title,
            servers.variants(),
            (variant, time) -> {
              if (asked.size() % servers.variants().size() == 0) {
                messages.clear();
                messages.addAll(newMessages(title, algorithm));
              }
              asked.add(variant);
              return sendAll(servers.server(variant), messages);
            },
            CHECK_ROWS));
  }

  private void flood() {
    CheckTraffic forged = CheckTraffic.repeating(forged(), false);
    var good = pooled(RS256);
    var paced = pooled(RS256).paced(GOOD_RATE);
    runner.run(
        new BenchScenario<>(
                "1,000 tokens and a flood of forged ones",
                servers.variants().stream().filter(ServerVariant::verifiesTokens).toList(),
                (variant, time) -> {
                  int port = servers.server(variant).port();
                  CpuMeter meter = servers.meter(servers.server(variant));
                  return new FloodWindows(
                      load.run(port, good, time, meter),
                      load.run(port, List.of(good, forged), time, meter),
                      load.run(port, paced, time, meter),
                      load.run(port, List.of(paced, forged), time, meter));
                },
                FLOOD_ROWS)
            .warmedUp(flood -> SERVER_CPU.applyAsDouble(flood.alone)));
  }

  /** Returns checks with forged tokens, alternately of both algorithms. */
  private List<byte[]> forged() {
    int half = tokens / 2;
    List<byte[]> rsa = CheckMessages.of(RS256, servers.issuer(RS256).forged(half));
    List<byte[]> ec = CheckMessages.of(ES256, servers.issuer(ES256).forged(half));
    return IntStream.range(0, half).boxed().flatMap(i -> Stream.of(rsa.get(i), ec.get(i))).toList();
  }

  /** Sends 10,000 tokens a second with unknown key ids, each of which could trigger a fetch. */
  private void unknown() {
    List<String> unknown = servers.issuer(RS256).withUnknownKeys(tokens);
    var flood = CheckTraffic.repeating(CheckMessages.of(RS256, unknown), false);
    var good = pooled(RS256).paced(GOOD_RATE);
    runner.run(
        new BenchScenario<>(
                "1,000 tokens and a flood of unknown key ids",
                List.of(ServerVariant.SLUICE),
                (variant, time) -> {
                  try (var keys = new KeyServer(servers.issuers(), RS256);
                      MeasuredServer server = servers.another(keys.address())) {
                    CpuMeter meter = servers.meter(server);
                    send(server, pooled(RS256), options.warmUp());
                    LoadWindow alone = load.run(server.port(), good, time, meter);
                    keys.resetCount();
                    LoadWindow flooded =
                        load.run(
                            server.port(),
                            List.of(good, flood.paced(UNKNOWN_RATE)),
                            time.multipliedBy(UNKNOWN_WINDOWS),
                            meter);
                    return new UnknownWindows(alone, flooded, keys.mostFetchesInTenSeconds());
                  }
                },
                UNKNOWN_ROWS)
            .once());
  }

  private void calm() {
    var calm = pooled(RS256).paced(CALM_RATE);
    runner.run(
        new BenchScenario<>(
            "1,000 tokens, 300 checks a second",
            servers.variants(),
            (variant, time) -> {
              MeasuredServer server = servers.server(variant);
              return load.run(server.port(), calm, time, servers.meter(server));
            },
            CALM_ROWS));
  }

  /** Measures the memory of a new server after it has seen each token twice. */
  private void memory() {
    String title = "%,d tokens, half of them ES256".formatted(tokens);
    List<byte[]> messages = new ArrayList<>();
    report.progress(title + ": tokens are signed");
    each(algorithm ->
        messages.addAll(CheckMessages.of(algorithm, servers.newTokens(algorithm, tokens / 2))));
    List<FigureRow<ServerVariant, Double>> rows =
        List.of(figure("resident, MiB", resident -> resident));
    runner.run(
        new BenchScenario<>(
                title,
                servers.variants(),
                (variant, time) -> {
                  try (MeasuredServer server = servers.another(variant)) {
                    send(server, pooled(RS256), time);
                    sendAll(server, messages);
                    sendAll(server, messages);
                    return server.usage().residentMib();
                  }
                },
                rows)
            .once());
  }

  private void envoy() {
    try (var started = new AuthzEnvoy(servers)) {
      BenchEnvoy envoy = started.envoy();
      byte[] response = AuthzEnvoy.RESPONSE.getBytes(StandardCharsets.US_ASCII);
      each(algorithm -> {
        var http = new ClosedLoopLoad(loop, requests(algorithm), response, IN_FLIGHT);
        runner.run(
            new BenchScenario<>(
                    "through Envoy, 1,000 tokens of " + algorithm + ", 32 connections",
                    envoy.variants(),
                    (variant, time) -> http.run(envoy.port(variant), time, envoy.meter(variant)),
                    ENVOY_ROWS)
                .warmedUp(SERVER_CPU));
      });
    }
  }

  /** Returns a supplier of HTTP requests that use the tokens of the pool in turn. */
  private Supplier<ByteBuffer> requests(IssuerAlgorithm algorithm) {
    List<ByteBuffer> requests =
        pool(algorithm).stream().map(token -> request(algorithm, token)).toList();
    int[] next = {0};
    return () -> requests.get(next[0]++ % requests.size()).duplicate();
  }

  private static ByteBuffer request(IssuerAlgorithm algorithm, String token) {
    byte[] bytes =
        """
        GET %s HTTP/1.1\r
        host: bench.example\r
        user-agent: bench\r
        accept: */*\r
        authorization: Bearer %s\r
        \r
        """
            .formatted(CheckMessages.path(algorithm), token)
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private LoadWindow send(MeasuredServer server, CheckTraffic checks, Duration time) {
    return load.run(server.port(), checks, time, servers.meter(server));
  }

  private LoadWindow sendAll(MeasuredServer server, List<byte[]> messages) {
    return load.sendAll(server.port(), CheckTraffic.once(messages, true), servers.meter(server));
  }

  private List<byte[]> newMessages(String title, IssuerAlgorithm algorithm) {
    report.progress(title + ": %,d tokens are signed".formatted(tokens));
    return CheckMessages.of(algorithm, servers.newTokens(algorithm, tokens));
  }

  private List<String> pool(IssuerAlgorithm algorithm) {
    return pools.computeIfAbsent(algorithm, a -> servers.newTokens(a, POOL));
  }

  private CheckTraffic pooled(IssuerAlgorithm algorithm) {
    return CheckTraffic.repeating(CheckMessages.of(algorithm, pool(algorithm)), true);
  }
}
