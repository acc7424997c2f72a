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
import dev.sluice.bench.http.EventStreamLoad.StreamMeasurements;
import dev.sluice.bench.http.ExpectedExchange;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.bench.text.ChatBodies;
import dev.sluice.bench.text.ChatEventScripts;
import dev.sluice.bench.text.CleanProse;
import dev.sluice.bench.text.TextLanguage;
import dev.sluice.bench.text.TokenSpacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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

  private static final List<FigureRow<ExtProcVariant, LoadWindow>> BULK_ROWS =
      List.of(
          figure("requests/s", LoadWindow::rate),
          ratios(LoadWindow::rate),
          figure("server CPU µs per request", ExtProcVariant::isServer, SERVER_CPU),
          figure("Envoy CPU µs per request", cpuMicros(CpuUsage::envoy)));

  private static final List<FigureRow<ExtProcVariant, LoadWindow>> CHAT_ROWS =
      joined(
          BULK_ROWS,
          List.of(
              figure("caller and upstream, CPU µs per request", cpuMicros(CpuUsage::bench)),
              figure("p50, ms", millis(0.5)),
              figure("p99, ms", millis(0.99))));

  private static final List<FigureRow<ExtProcVariant, LoadWindow>> ALONE_ROWS =
      List.of(
          figure("p50, ms", millis(0.5)),
          figure("p99, ms", millis(0.99)),
          added(ExtProcVariant.PLAIN, "added p50, ms", millis(0.5)),
          added(ExtProcVariant.PLAIN, "added p99, ms", millis(0.99)));

  private final ExtProcServers servers;
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
    this.servers = servers;
    this.loop = loop;
    this.upstream = upstream;
    this.runner = new ScenarioRunner(report, options, servers::emptyLogs);
    this.bodies = new ChatBodies(prose);
    this.streams = new ChatEventScripts(prose);
    this.begin = begin;
  }

  /** Returns how many exchanges passed through Sluice. */
  long exchanges() {
    return exchanges;
  }

  /** The traffic of a scenario. */
  enum ExtProcTraffic {
    CHAT,
    BULK,
    STREAM
  }

  void run(ExtProcTraffic traffic) {
    switch (traffic) {
      case CHAT -> {
        ExpectedExchange chat = exchange("/chat", SMALL, SMALL);
        closedLoop("2 KB chat, 16 connections", chat, CONNECTIONS, CHAT_ROWS);
        closedLoop("2 KB chat, 1 connection", chat, 1, ALONE_ROWS);
      }
      case BULK -> {
        closedLoop(
            "1 MB up, 4 connections", exchange("/up", LARGE, SMALL), BULK_CONNECTIONS, BULK_ROWS);
        closedLoop(
            "1 MB down, 4 connections",
            exchange("/down", SMALL, LARGE),
            BULK_CONNECTIONS,
            BULK_ROWS);
      }
      case STREAM -> List.of(TokenSpacing.values()).forEach(this::stream);
    }
  }

  private ExpectedExchange exchange(String path, int request, int response) {
    return ExpectedExchange.json(path, bodies.request(request, false), bodies.response(response));
  }

  /** Repeats one exchange on a number of connections. */
  private void closedLoop(
      String title,
      ExpectedExchange exchange,
      int connections,
      List<FigureRow<ExtProcVariant, LoadWindow>> rows) {
    var load = new ClosedLoopLoad(loop, upstream, exchange, connections);
    run(
        title,
        (variant, time) -> load.run(servers.port(variant), time, servers.meter(variant)),
        rows,
        SERVER_CPU);
  }

  /** Runs Korean and English streams side by side, whose events have equal intervals. */
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
                servers.port(variant),
                (int) Math.max(1, time.toMillis() / once),
                servers.meter(variant)),
        streamRows(spacing),
        ExtProcScenarios::serverCpuOfEvent);
  }

  private static List<FigureRow<ExtProcVariant, EventStreamLoad.StreamWindow>> streamRows(
      TokenSpacing spacing) {
    ExtProcVariant plain = ExtProcVariant.PLAIN;
    List<FigureRow<ExtProcVariant, EventStreamLoad.StreamWindow>> rows = new ArrayList<>();
    rows.add(figure("first event p50, ms", of(StreamMeasurements::first, 0.5)));
    rows.add(added(plain, "first event, added p50, ms", of(StreamMeasurements::first, 0.5)));
    rows.add(added(plain, "first event, added p99, ms", of(StreamMeasurements::first, 0.99)));
    rows.add(figure("event delay p50, ms", of(StreamMeasurements::delays, 0.5)));
    rows.add(added(plain, "event delay, added p50, ms", of(StreamMeasurements::delays, 0.5)));
    rows.add(added(plain, "event delay, added p99, ms", of(StreamMeasurements::delays, 0.99)));
    for (int i = 0; i < LANGUAGES.size(); i++) {
      int script = i;
      String language = LANGUAGES.get(i).name().toLowerCase(Locale.ROOT);
      rows.add(
          added(
              plain,
              "… of " + language + " streams",
              window -> window.scripts().get(script).delays().millis(0.5)));
    }
    if (spacing == TokenSpacing.LEADING_SPACE) {
      ToDoubleFunction<EventStreamLoad.StreamWindow> p50 = of(StreamMeasurements::delays, 0.5);
      rows.add(
          added(
              plain,
              "event delay, added p50, gaps",
              window -> p50.applyAsDouble(window) / GAP.toMillis()));
    }
    rows.add(
        figure(
            "characters on their way, p99",
            window -> all(window, StreamMeasurements::held).percentile(0.99)));
    rows.add(
        figure(
            "server CPU µs per event",
            ExtProcVariant::isServer,
            ExtProcScenarios::serverCpuOfEvent));
    rows.add(
        figure(
            "Envoy CPU µs per event",
            window -> window.cpu().envoy() * MICROS_PER_MILLI / window.events()));
    return rows;
  }

  /** Runs a scenario, and counts the exchanges of Sluice for the check of the audit records. */
  private <W> void run(
      String title,
      BenchScenario.WindowMeasurement<ExtProcVariant, W> measurement,
      List<FigureRow<ExtProcVariant, W>> rows,
      ToDoubleFunction<W> warmUpCost) {
    runner.run(
        new BenchScenario<>(
                title,
                servers.variants(),
                (variant, time) -> {
                  long before = upstream.answered();
                  W window = measurement.measure(variant, time);
                  exchanges += variant == ExtProcVariant.SLUICE ? upstream.answered() - before : 0;
                  return window;
                },
                rows)
            .warmedUp(warmUpCost));
  }

  private static double serverCpuOfEvent(EventStreamLoad.StreamWindow window) {
    return window.cpu().server() * MICROS_PER_MILLI / window.events();
  }

  private static ToDoubleFunction<EventStreamLoad.StreamWindow> of(
      Function<StreamMeasurements, MeasuredValues> values, double share) {
    return window -> all(window, values).millis(share);
  }

  private static MeasuredValues all(
      EventStreamLoad.StreamWindow window, Function<StreamMeasurements, MeasuredValues> values) {
    return MeasuredValues.all(window.scripts().stream().map(values).toList());
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
