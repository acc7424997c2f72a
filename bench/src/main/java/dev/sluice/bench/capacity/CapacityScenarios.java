package dev.sluice.bench.capacity;

import static dev.sluice.bench.frame.FigureRow.added;
import static dev.sluice.bench.frame.FigureRow.figure;
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
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.peer.ServerVariant;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.bench.text.ChatBodies;
import dev.sluice.bench.text.ChatEventScripts;
import dev.sluice.bench.text.CleanProse;
import dev.sluice.bench.text.TextLanguage;
import dev.sluice.bench.text.TokenSpacing;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.detection.rules.RulesFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The scenarios of {@code bench capacity}; each compares Envoy alone with Sluice behind it. */
final class CapacityScenarios {
  static final String BUSY = "2 KB chat, 16 connections";
  static final String CPU_EXTAUTHZ = "extauthz-server CPU µs per request";
  static final String CPU_EXTPROC = "extproc-dlp-server CPU µs per request";
  static final String CPU_ENVOY = "Envoy CPU µs per request";
  static final String CPU_EVENT = "extproc-dlp-server CPU µs per event";
  static final String CPU_ENVOY_EVENT = "Envoy CPU µs per event";
  static final String HEAP_OF_STREAM = "extproc-dlp-server heap per stream, KB";
  static final String ENVOY_OF_STREAM = "Envoy resident per stream, KB";

  private static final List<ServerVariant> VARIANTS =
      List.of(ServerVariant.PLAIN, ServerVariant.SLUICE);
  private static final String PATH = "/v1/rs/chat/completions";
  private static final int TOKENS = 1_000;
  private static final int WARM_UP_CHATS = 50_000;
  private static final int CHAT_BYTES = 2 << 10;
  private static final int CONNECTIONS = 16;
  private static final Duration CALM_PAUSE = Duration.ofMillis(100);
  private static final Duration GAP = Duration.ofMillis(500);
  private static final int FEWEST_EVENTS = 4;
  private static final int OPEN_EVENTS = 3;
  private static final double MICROS_PER_MILLI = 1000;
  private static final double KB = 1e3;
  private static final double MB = 1e6;

  private final CapacityServers servers;
  private final EventLoop loop;
  private final BenchUpstream upstream;
  private final ScenarioRunner runner;
  private final CleanProse prose = new CleanProse(Corpus.DEFAULT_SEED, RulesFile.shipped());
  private final ChatBodies bodies = new ChatBodies(prose);
  private final List<String> authorizations;
  private final Duration streamTime;
  private final BenchReport report;
  private final RoundOptions options;
  private int warmUpChats;

  /** A window of chats, with the processor time of extauthz-server in milliseconds. */
  private record ChatWindow(LoadWindow load, double extauthz) {}

  /** The memory of a stream, in bytes, and the number of streams inside extproc-dlp-server. */
  private record OpenStreams(double heap, double envoy, double streams) {}

  CapacityScenarios(
      CapacityServers servers,
      EventLoop loop,
      BenchUpstream upstream,
      BenchReport report,
      RoundOptions options,
      Duration streamTime) {
    this.servers = servers;
    this.loop = loop;
    this.upstream = upstream;
    this.streamTime = streamTime;
    this.report = report;
    this.options = options;
    this.runner = new ScenarioRunner(report, options, servers.group()::emptyLogs);
    this.authorizations =
        servers.issuer().tokens(TOKENS).stream()
            .map(token -> "authorization: Bearer " + token + "\r\n")
            .toList();
  }

  void chats() {
    var chat =
        new ExpectedExchange(PATH, bodies.request(CHAT_BYTES, false), bodies.response(CHAT_BYTES));
    List<ByteBuffer> requests = authorizations.stream().map(chat::requestMessage).toList();
    chats(BUSY, chat, requests, CONNECTIONS, Duration.ZERO);
    chats("2 KB chat, 1 connection", chat, requests, 1, Duration.ZERO);
    chats("2 KB chat, 16 connections that pause 100 ms", chat, requests, CONNECTIONS, CALM_PAUSE);
  }

  private void chats(
      String title,
      ExpectedExchange chat,
      List<ByteBuffer> requests,
      int connections,
      Duration pause) {
    upstream.serve(chat);
    var next = new AtomicInteger();
    var load =
        new ClosedLoopLoad(
                loop,
                () -> requests.get(next.getAndIncrement() % requests.size()).duplicate(),
                chat.response(),
                connections)
            .withPause(pause);
    warmUp(load);
    runner.run(
        new BenchScenario<>(
            title, VARIANTS, (variant, time) -> chats(load, variant, time), chatRows()));
  }

  /** Lets the servers' JIT compilers see a number of chats, in the time that is given for it. */
  private void warmUp(ClosedLoopLoad load) {
    long end = System.nanoTime() + options.warmUp().toNanos();
    while (warmUpChats < WARM_UP_CHATS && System.nanoTime() - end < 0) {
      report.progress("warm-up, %,d chats".formatted(warmUpChats));
      LoadWindow window = load.run(port(ServerVariant.SLUICE), options.window(), CpuMeter.NONE);
      warmUpChats += window.latencies().size();
    }
  }

  private ChatWindow chats(ClosedLoopLoad load, ServerVariant variant, Duration time) {
    CpuMeter meter = servers.envoy().meter(variant);
    List<Double> extauthz = new ArrayList<>();
    LoadWindow window =
        load.run(
            servers.envoy().port(variant),
            time,
            () -> {
              extauthz.add(servers.extauthz().usage().cpuMillis());
              return meter.read();
            });
    return new ChatWindow(window, extauthz.getLast() - extauthz.getFirst());
  }

  private static List<FigureRow<ServerVariant, ChatWindow>> chatRows() {
    return List.of(
        figure("requests/s", window -> window.load().rate()),
        figure("p50, ms", of(millis(0.5))),
        figure("p95, ms", of(millis(0.95))),
        added(ServerVariant.PLAIN, "added p50, ms", of(millis(0.5))),
        added(ServerVariant.PLAIN, "added p95, ms", of(millis(0.95))),
        added(ServerVariant.PLAIN, "added p99, ms", of(millis(0.99))),
        figure(
            CPU_EXTAUTHZ,
            ServerVariant::isServer,
            window -> window.extauthz() * MICROS_PER_MILLI / window.load().latencies().size()),
        figure(CPU_EXTPROC, ServerVariant::isServer, extprocMicros()),
        figure(CPU_ENVOY, of(cpuMicros(CpuUsage::envoy))),
        figure("caller and upstream, CPU µs per request", of(cpuMicros(CpuUsage::bench))));
  }

  private static ToDoubleFunction<ChatWindow> of(ToDoubleFunction<LoadWindow> figure) {
    return window -> figure.applyAsDouble(window.load());
  }

  private static ToDoubleFunction<ChatWindow> extprocMicros() {
    return of(cpuMicros(CpuUsage::server));
  }

  /** Runs long streams that all begin within half a second. */
  void streams(int streams) {
    int events = Math.max(FEWEST_EVENTS, (int) streamTime.dividedBy(GAP));
    runner.run(
        new BenchScenario<>(
                title(streams),
                VARIANTS,
                (variant, time) -> load(streams, events, GAP).run(port(variant), 1, meter(variant)),
                List.of(
                    figure("events", StreamWindow::events),
                    figure("first event p95, ms", window -> window.streams().first().millis(0.95)),
                    figure("event delay p50, ms", window -> window.streams().delays().millis(0.5)),
                    figure("event delay p95, ms", window -> window.streams().delays().millis(0.95)),
                    added(
                        ServerVariant.PLAIN,
                        "event delay, added p95, ms",
                        window -> window.streams().delays().millis(0.95)),
                    figure(
                        CPU_EVENT,
                        ServerVariant::isServer,
                        window -> window.cpu().server() * MICROS_PER_MILLI / window.events()),
                    figure(
                        CPU_ENVOY_EVENT,
                        window -> window.cpu().envoy() * MICROS_PER_MILLI / window.events())))
            .once());
  }

  static String title(int streams) {
    return "%,d event streams, an event every 500 ms".formatted(streams);
  }

  /** Opens streams within half of their time and measures the memory while all are open. */
  void openStreams(int open) {
    Duration gap = streamTime.dividedBy(2);
    runner.run(
        new BenchScenario<>(
                openTitle(open),
                VARIANTS,
                (variant, time) -> {
                  OpenStreams before = sample();
                  List<OpenStreams> during = new ArrayList<>();
                  long middle = System.nanoTime() + gap.multipliedBy(3).toNanos() / 2;
                  loop.at(middle, () -> during.add(sample()));
                  load(open, OPEN_EVENTS, gap).run(port(variant), 1, meter(variant));
                  OpenStreams all = during.getFirst();
                  return new OpenStreams(
                      (all.heap() - before.heap()) / open,
                      (all.envoy() - before.envoy()) / open,
                      all.streams());
                },
                List.of(
                    figure(ENVOY_OF_STREAM, (OpenStreams window) -> window.envoy() / KB),
                    figure(HEAP_OF_STREAM, ServerVariant::isServer, window -> window.heap() / KB),
                    figure(
                        "streams in extproc-dlp-server",
                        ServerVariant::isServer,
                        OpenStreams::streams),
                    resident("extauthz-server resident, MB", servers.extauthz()),
                    resident("extproc-dlp-server resident, MB", servers.extproc())))
            .once());
  }

  private static FigureRow<ServerVariant, OpenStreams> resident(String name, SluiceServer server) {
    return figure(
        name,
        ServerVariant::isServer,
        window -> ServerMetrics.residentBytes(server.process().pid()) / MB);
  }

  static String openTitle(int open) {
    return "%,d open event streams".formatted(open);
  }

  private OpenStreams sample() {
    ServerMetrics extproc = servers.extproc().metrics();
    return new OpenStreams(
        extproc.heapBytes(),
        ServerMetrics.residentBytes(servers.envoy().pid()),
        extproc.metric("extproc_streams_active", ""));
  }

  private EventStreamLoad load(int streams, int events, Duration gap) {
    var scripts = new ChatEventScripts(prose);
    List<EventScript> texts =
        Stream.of(TextLanguage.KOREAN, TextLanguage.ENGLISH)
            .map(language -> scripts.script(language, TokenSpacing.WORD_END, events))
            .toList();
    return new EventStreamLoad(
            loop,
            upstream,
            bodies.request(CHAT_BYTES, true),
            texts,
            streams,
            gap,
            EventStreamLoad.Begin.TOGETHER)
        .to(PATH, authorizations);
  }

  private int port(ServerVariant variant) {
    return servers.envoy().port(variant);
  }

  private CpuMeter meter(ServerVariant variant) {
    return servers.envoy().meter(variant);
  }
}
