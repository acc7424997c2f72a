package dev.sluice.extproc.server;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.extproc.budget.TokenBudgets;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.shadow.ShadowRules;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.StreamSpans;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.cache.CacheMetrics;
import dev.sluice.extproc.stream.cache.ExchangeCaching;
import dev.sluice.extproc.stream.cache.RouteCaching;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The service on a free loopback port, with small limits. */
final class TestServer implements AutoCloseable {
  static final int MAX_BODY = 1000;
  static final int MAX_BUFFER = 100;
  static final int MAX_CODED = 500;
  static final int MAX_MESSAGE = 1 << 20;
  static final int BUDGET = 3000;
  static final int MAX_STREAMS = 8;
  private static final Duration DRAIN = Duration.ofMillis(200);

  final AtomicReference<Inspector> policy = new AtomicReference<>();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final ByteBudget budget;
  final ProcessorRegistry streams;
  private final GrpcServer server;
  private final ManagedChannel channel;
  private boolean closed;

  TestServer(Inspector inspector, Duration idle) {
    this(inspector, idle, BUDGET, DRAIN);
  }

  private TestServer(Inspector inspector, Duration idle, long heldBytes, Duration drain) {
    this(inspector, idle, heldBytes, drain, Optional.empty(), TokenBudgets.NONE);
  }

  private TestServer(
      Inspector inspector,
      Duration idle,
      long heldBytes,
      Duration drain,
      Optional<CachedRoutes> cached,
      TokenBudgets budgets) {
    budget = new ByteBudget(heldBytes);
    policy.set(inspector);
    ProcessorFactory processors =
        new ProcessorFactory(
            policy::get,
            ShadowRules.NONE,
            cached.map(each -> each.caching(budget, metrics)).orElse(ExchangeCaching.NONE),
            new ExchangeContextReader(
                "dev",
                BodyInspectionMode.PRE_AND_INCREMENTAL,
                () ->
                    cached
                        .map(CachedRoutes::routes)
                        .orElseGet(() -> RouteTable.empty(ServedRoute::of))),
            new StreamLimits(MAX_BUFFER, MAX_BODY, 100, MAX_MESSAGE, MAX_CODED, Duration.ZERO),
            budget,
            new StreamMetrics(metrics, 2),
            StreamSpans.WITHOUT_GEN_AI,
            budgets);
    streams = new ProcessorRegistry(processors, MAX_STREAMS, idle, metrics);
    server =
        GrpcServer.start(
            "grpc",
            new GrpcServerConfig(
                new HostPort("127.0.0.1", 0), 4 << 20, 100, drain, Optional.empty()),
            new Readiness(),
            List.of(new ExternalProcessorService(streams)));
    channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.address().port())
            .usePlaintext()
            .directExecutor()
            .build();
  }

  /** Routes whose responses a cache stores. */
  private record CachedRoutes(ResponseCache cache, RouteTable<ServedRoute> routes) {
    ExchangeCaching caching(ByteBudget budget, SimpleMeterRegistry metrics) {
      return new RouteCaching(cache, () -> routes, budget, new CacheMetrics(metrics));
    }
  }

  /** Starts a server that blocks and caches. */
  static TestServer caching(ResponseCache cache, RouteTable<ServedRoute> routes) {
    return caching(new WordInspector("v1", true), cache, routes, TokenBudgets.NONE);
  }

  /** Starts a server that caches, with token budgets and memory for content codings. */
  static TestServer caching(
      Inspector inspector,
      ResponseCache cache,
      RouteTable<ServedRoute> routes,
      TokenBudgets budgets) {
    return new TestServer(
        inspector,
        Duration.ofMinutes(1),
        64 << 20,
        DRAIN,
        Optional.of(new CachedRoutes(cache, routes)),
        budgets);
  }

  static TestServer blocking() {
    return new TestServer(new WordInspector("v1", true), Duration.ofMinutes(1));
  }

  /** Starts a server with memory for content codings. */
  static TestServer coded(boolean blocks) {
    return taking(new WordInspector("v1", blocks));
  }

  /** Starts a server with high limits. */
  static TestServer taking(Inspector inspector) {
    return new TestServer(inspector, Duration.ofMinutes(1), 64 << 20, DRAIN);
  }

  /** Starts a server with token budgets and high limits. */
  static TestServer budgeted(Inspector inspector, TokenBudgets budgets) {
    return new TestServer(
        inspector, Duration.ofMinutes(1), 64 << 20, DRAIN, Optional.empty(), budgets);
  }

  /** Starts a server that masks, and waits for its streams when it stops. */
  static TestServer draining(Duration drain) {
    return new TestServer(new WordInspector("v1", false), Duration.ofMinutes(1), BUDGET, drain);
  }

  static TestServer masking() {
    return new TestServer(new WordInspector("v1", false), Duration.ofMinutes(1));
  }

  ManagedChannel channel() {
    return channel;
  }

  double counted(String name, String... tags) {
    var counter = metrics.find(name).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  /** Waits until no stream is open; fails if bytes are still counted. */
  void awaitQuiet() {
    Await.until(() -> streams.size() == 0);
    if (budget.used() != 0) {
      throw new AssertionError(budget.used() + " bytes are still counted");
    }
  }

  /** Accepts no new streams and returns when the open ones have ended. */
  void stop() {
    server.close();
  }

  /** May be called twice, because some tests stop the server early. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    channel.shutdownNow();
    server.close();
    streams.close();
  }
}
