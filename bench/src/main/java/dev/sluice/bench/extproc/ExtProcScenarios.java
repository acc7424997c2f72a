package dev.sluice.bench.extproc;

import static dev.sluice.bench.frame.FigureRow.added;
import static dev.sluice.bench.frame.FigureRow.figure;
import static dev.sluice.bench.frame.FigureRow.ratios;
import static dev.sluice.bench.load.LoadWindow.cpuMicros;
import static dev.sluice.bench.load.LoadWindow.millis;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.BenchScenario;
import dev.sluice.bench.frame.FigureRow;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.frame.ScenarioRunner;
import dev.sluice.bench.http.BenchUpstream;
import dev.sluice.bench.http.ClosedLoopLoad;
import dev.sluice.bench.http.EventScript;
import dev.sluice.bench.http.EventStreamLoad;
import dev.sluice.bench.http.EventStreamLoad.StreamWindow;
import dev.sluice.bench.http.ExpectedExchange;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.peer.BenchEnvoy;
import dev.sluice.bench.peer.ServerVariant;
import dev.sluice.bench.text.ChatBodies;
import dev.sluice.bench.text.ChatEventScripts;
import dev.sluice.bench.text.CleanProse;
import dev.sluice.bench.text.TextLanguage;
import dev.sluice.bench.text.TokenSpacing;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** The scenarios of {@code bench extproc}. */
final class ExtProcScenarios {
  /** The interval between two events of a stream. */
  static final Duration GAP = Duration.ofMillis(5);

  private static final int SMALL = 2 << 10;
  private static final int LARGE = 1 << 20;
  private static final int CONNECTIONS = 16;
  private static final int BULK_CONNECTIONS = 4;
  private static final int STREAMS = 8;
  private static final int EVENTS = 200;
  private static final double MICROS_PER_MILLI = 1000;
  private static final List<TextLanguage> LANGUAGES =
      List.of(TextLanguage.KOREAN, TextLanguage.ENGLISH);

  private static final ToDoubleFunction<LoadWindow> SERVER_CPU = cpuMicros(CpuUsage::server);

  private static final List<FigureRow<ServerVariant, LoadWindow>> RATE_ROWS =
      List.of(
          figure("requests/s", LoadWindow::rate),
          ratios(LoadWindow::rate),
          figure("server CPU µs per request", ServerVariant::isServer, SERVER_CPU),
          figure("Envoy CPU µs per request", cpuMicros(CpuUsage::envoy)),
          figure("caller and upstream, CPU µs per request", cpuMicros(CpuUsage::bench)),
          figure("p50, ms", millis(0.5)),
          figure("p99, ms", millis(0.99)));

  private static final List<FigureRow<ServerVariant, LoadWindow>> ALONE_ROWS =
      List.of(
          figure("p50, ms", millis(0.5)),
          figure("p99, ms", millis(0.99)),
          added(ServerVariant.PLAIN, "added p50, ms", millis(0.5)),
          added(ServerVariant.PLAIN, "added p99, ms", millis(0.99)));

  private static final List<FigureRow<ServerVariant, StreamWindow>> STREAM_ROWS =
      List.of(
          figure("first event p50, ms", first(0.5)),
          added(ServerVariant.PLAIN, "first event, added p50, ms", first(0.5)),
          added(ServerVariant.PLAIN, "first event, added p99, ms", first(0.99)),
          figure("event delay p50, ms", delay(0.5)),
          added(ServerVariant.PLAIN, "event delay, added p50, ms", delay(0.5)),
          added(ServerVariant.PLAIN, "event delay, added p99, ms", delay(0.99)),
          figure(
              "characters on their way, p99", window -> window.streams().held().percentile(0.99)),
          figure(
              "server CPU µs per event",
              ServerVariant::isServer,
              ExtProcScenarios::serverCpuOfEvent),
          figure(
              "Envoy CPU µs per event",
              window -> window.cpu().envoy() * MICROS_PER_MILLI / window.events()));

  private final BenchEnvoy envoy;
  private final EventLoop loop;
  private final BenchUpstream upstream;
  private final ScenarioRunner runner;
  private final ChatBodies bodies;
  private final ChatEventScripts streams;
  private final EventStreamLoad.Begin begin;
  private long exchanges;

  ExtProcScenarios(
      ExtProcServers servers,
      EventLoop loop,
      BenchUpstream upstream,
      BenchReport report,
      RoundOptions options,
      CleanProse prose,
      EventStreamLoad.Begin begin) {
    this.envoy = servers.envoy();
    this.loop = loop;
    this.upstream = upstream;
    this.runner = new ScenarioRunner(report, options, servers.group()::emptyLogs);
    this.bodies = new ChatBodies(prose);
    this.streams = new ChatEventScripts(prose);
    this.begin = begin;
  }

  /** Returns the number of exchanges that passed through Sluice. */
  long exchanges() {
    return exchanges;
  }

  /** The traffic of a scenario. */
  enum ExtProcTraffic {
    /** Answers of a model, without servers. */
    LAG,
    CHAT,
    BULK,
    STREAM
  }

  void run(ExtProcTraffic traffic) {
    switch (traffic) {
      case LAG -> {}
      case CHAT -> {
        ExpectedExchange chat = exchange("/chat", SMALL, SMALL);
        closedLoop("2 KB chat, 16 connections", chat, CONNECTIONS, RATE_ROWS);
        closedLoop("2 KB chat, 1 connection", chat, 1, ALONE_ROWS);
      }
      case BULK -> {
        ExpectedExchange up = exchange("/up", LARGE, SMALL);
        closedLoop("1 MB up, 4 connections", up, BULK_CONNECTIONS, RATE_ROWS);
        ExpectedExchange down = exchange("/down", SMALL, LARGE);
        closedLoop("1 MB down, 4 connections", down, BULK_CONNECTIONS, RATE_ROWS);
      }
      case STREAM -> List.of(TokenSpacing.values()).forEach(this::stream);
    }
  }

  private ExpectedExchange exchange(String path, int request, int response) {
    return new ExpectedExchange(path, bodies.request(request, false), bodies.response(response));
  }

  /** Repeats one exchange on a number of connections. */
  private void closedLoop(
      String title,
      ExpectedExchange exchange,
      int connections,
      List<FigureRow<ServerVariant, LoadWindow>> rows) {
    var load = new ClosedLoopLoad(loop, upstream, exchange, connections);
    run(
        title,
        (variant, time) -> load.run(envoy.port(variant), time, envoy.meter(variant)),
        rows,
        SERVER_CPU);
  }

  /** Runs concurrent Korean and English streams with equal intervals between events. */
  private void stream(TokenSpacing spacing) {
    List<EventScript> scripts =
        LANGUAGES.stream().map(language -> streams.script(language, spacing, EVENTS)).toList();
    byte[] request = bodies.request(SMALL, true);
    var load = new EventStreamLoad(loop, upstream, request, scripts, STREAMS, GAP, begin);
    long once = GAP.multipliedBy(EVENTS).toMillis();
    run(
        "events 5 ms apart, 8 streams, " + spacing.title(),
        (variant, time) ->
            load.run(
                envoy.port(variant),
                (int) Math.max(1, time.toMillis() / once),
                envoy.meter(variant)),
        STREAM_ROWS,
        ExtProcScenarios::serverCpuOfEvent);
  }

  /** Runs a scenario, and counts Sluice's exchanges to check the audit records later. */
  private <W> void run(
      String title,
      BiFunction<ServerVariant, Duration, W> measurement,
      List<FigureRow<ServerVariant, W>> rows,
      ToDoubleFunction<W> warmUpCost) {
    runner.run(
        new BenchScenario<>(
                title,
                envoy.variants(),
                (variant, time) -> {
                  long before = upstream.answered();
                  W window = measurement.apply(variant, time);
                  exchanges += variant == ServerVariant.SLUICE ? upstream.answered() - before : 0;
                  return window;
                },
                rows)
            .warmedUp(warmUpCost));
  }

  private static double serverCpuOfEvent(StreamWindow window) {
    return window.cpu().server() * MICROS_PER_MILLI / window.events();
  }

  private static ToDoubleFunction<StreamWindow> first(double share) {
    return window -> window.streams().first().millis(share);
  }

  private static ToDoubleFunction<StreamWindow> delay(double share) {
    return window -> window.streams().delays().millis(share);
  }
}
