package dev.sluice.extproc.server;

import dev.sluice.common.ads.AdsClient;
import dev.sluice.common.ads.ResourceSubscription;
import dev.sluice.common.audit.AuditConfig;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.PeerKindCheck;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.report.PolicyReporter;
import dev.sluice.common.report.ReportClient;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.server.ServerProcess;
import dev.sluice.common.server.ServerWiring;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.tracing.CallTracer;
import dev.sluice.common.waf.UnsearchedWafRoutes;
import dev.sluice.common.waf.WafPart;
import dev.sluice.config.v1.CachePurge;
import dev.sluice.extproc.accesslog.AccessLogService;
import dev.sluice.extproc.accesslog.ExchangeMetrics;
import dev.sluice.extproc.attempt.AttemptService;
import dev.sluice.extproc.backend.BackendReporter;
import dev.sluice.extproc.backend.UpstreamTotals;
import dev.sluice.extproc.budget.BudgetCounters;
import dev.sluice.extproc.budget.TokenBudgets;
import dev.sluice.extproc.cache.LocalResponseCache;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.cache.shared.SharedResponseCache;
import dev.sluice.extproc.external.ExternalRecognizer;
import dev.sluice.extproc.external.HttpAnalyzer;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.model.ModelHealth;
import dev.sluice.extproc.playground.PlaygroundService;
import dev.sluice.extproc.shadow.ShadowRules;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.StreamSpans;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.cache.CacheMetrics;
import dev.sluice.extproc.stream.cache.ExchangeCaching;
import dev.sluice.extproc.stream.cache.RouteCaching;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import dev.sluice.extproc.usage.UsageReporter;
import dev.sluice.extproc.usage.UsageStateFile;
import io.grpc.BindableService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The process that inspects bodies for Envoy and stores its access log. */
public final class ExtProcMain {
  private static final String NAME = "extproc-dlp-server";
  private static final String WARM_UP = "run-in";
  private static final String ENVOY = "envoy";
  private static final String CONTROLLER = "controller";

  /**
   * A longer interval for batching is acceptable, because nobody waits for the record of an ended
   * exchange.
   */
  private static final Duration SYNC_DELAY = Duration.ofMillis(50);

  private ExtProcMain() {}

  /** Runs the server until it is asked to stop. */
  public static void main(String[] args) {
    ServerProcess.main(
        NAME,
        args,
        new ServerWiring<>(ExtProcConfig::read, ExtProcMain::start, ExtProcDependencies::probe));
  }

  /** The servers' addresses, with the ports in use. */
  record Listening(GrpcServer grpc, OpsServer ops) {}

  /** Creates and starts the parts in the order of their dependencies. */
  static Listening start(ExtProcConfig config, ServerParts parts) {
    CommonParts common =
        CommonParts.start(NAME, config.ops(), config.traces(), List.of(WARM_UP), parts);
    Readiness readiness = common.readiness();
    MeterRegistry metrics = common.metrics();

    Optional<ReportClient> reports =
        config.controller().map(controller -> parts.add("reports", new ReportClient(controller)));
    PolicyListener listener =
        reports
            .<PolicyListener>map(link -> PolicyReporter.start(link, parts))
            .orElse(PolicyListener.NONE);
    ActivePolicies policies =
        ActivePolicies.watch(config, recognizer(config, common), listener, common);
    UnsearchedWafRoutes unsearched =
        new UnsearchedWafRoutes(WafPart.BODIES, config.wafRules().isPresent());
    metrics.gauge("waf.unsearched.routes", unsearched, UnsearchedWafRoutes::count);
    RouteAndModelTables deliveries = new RouteAndModelTables(unsearched);
    ResponseCache cache = cache(config, common);
    config
        .controller()
        .ifPresent(controller -> {
          Readiness.Component part = readiness.component("controller");
          parts.add(
              "controller",
              new AdsClient(controller, subscriptions(deliveries, cache), part, metrics));
        });
    AuditTrail audit = audit(config, reports, common);

    MetricLabel projects = MetricLabel.capped("project_id", config.maxProjects());
    MetricLabel models = MetricLabel.capped("model", config.maxProjects());
    MetricLabel rules = MetricLabel.capped("rule_id", config.maxProjects());
    ExchangeMetrics figures = new ExchangeMetrics(metrics, projects, models, config.genAi());
    UpstreamTotals upstreams = UpstreamTotals.empty(Clock.systemUTC());
    ModelHealth health =
        new ModelHealth(
            new ModelStateMetrics(
                metrics, models, MetricLabel.capped("backend", config.maxProjects())));
    reports.ifPresent(link ->
        parts.add(
            "backend reports",
            BackendReporter.start(upstreams, health::impaired, link::sendBackends)));
    AccessLogService accessLog =
        parts.add(
            "access log",
            new AccessLogService(
                audit::append, Clock.systemUTC(), deliveries, figures, upstreams, metrics));
    StreamMetrics counters = new StreamMetrics(metrics, projects, models, rules);
    TokenBudgets budgets = budgets(config, reports, deliveries, common);
    ProcessorRegistry streams =
        parts.add(
            "streams",
            streams(config, policies, deliveries, health, cache, counters, budgets, metrics));
    CallTracer traces = common.traces();
    GrpcServer grpc =
        parts.add(
            "grpc",
            GrpcServer.start(
                "grpc",
                config.grpc().acceptingAnyMessage(),
                peer -> isAccepted(peer, config),
                readiness,
                services(
                    config,
                    policies,
                    common,
                    traces.intercept(
                        new ExternalProcessorService(
                            streams,
                            new AttemptService(deliveries::models, config.grpc().maxMessageBytes()),
                            traces)),
                    accessLog)));
    Telemetry.exposeCertificateExpiry(metrics, "server", grpc::certificateExpiry);
    parts.add("access log streams", accessLog::endStreams);
    parts.add("notice of the stop", grpc::announceStop);
    readiness.component(WARM_UP).ready(warmUp(config, policies));
    return new Listening(grpc, common.ops());
  }

  private static boolean isAccepted(SpiffeId peer, ExtProcConfig config) {
    return peer.kind().equals(ENVOY) || (config.playground() && peer.kind().equals(CONTROLLER));
  }

  /** Returns the services for Envoy, and the playground for the controller if it is enabled. */
  private static List<BindableService> services(
      ExtProcConfig config,
      ActivePolicies policies,
      CommonParts common,
      BindableService... ofEnvoy) {
    if (!config.playground()) {
      return List.of(ofEnvoy);
    }
    List<BindableService> all = new ArrayList<>();
    for (BindableService service : ofEnvoy) {
      all.add(PeerKindCheck.around(service, ENVOY));
    }
    PlaygroundService playground =
        common.add(
            "playground",
            new PlaygroundService(
                policies::forWarmUp, () -> policies.shadow().map(Inspector.class::cast)));
    all.add(PeerKindCheck.around(playground, CONTROLLER));
    return all;
  }

  /** Opens the audit trail; its usage sums go to the controller, if there is one. */
  private static AuditTrail audit(
      ExtProcConfig config, Optional<ReportClient> reports, CommonParts common) {
    ServerParts parts = common.parts();
    Readiness readiness = common.readiness();
    MeterRegistry metrics = common.metrics();
    AuditConfig trail = config.audit().withSyncDelay(SYNC_DELAY);
    AuditTable table = AuditTable.AUDIT_EVENTS;
    if (reports.isEmpty()) {
      return AuditTrail.open(trail, table, parts, readiness, metrics);
    }
    UsageStateFile unconfirmed = new UsageStateFile(config.audit().spool().directory());
    AuditTrail audit =
        AuditTrail.open(trail, table, parts, readiness, metrics, unconfirmed.position());
    UsageReporter usage =
        new UsageReporter(
            audit.readers().getFirst(),
            unconfirmed,
            audit.isNew(),
            reports.get()::sendUsage,
            config.usageReportInterval(),
            readiness.component("usage"),
            metrics);
    parts.add("usage", usage.start());
    return audit;
  }

  /** Opens the client of the external recognizer, if there is one. */
  private static Optional<ExternalRecognizer> recognizer(ExtProcConfig config, CommonParts common) {
    return config
        .recognizer()
        .map(settings -> {
          HttpAnalyzer analyzer =
              common.add(
                  "external recognizer",
                  new HttpAnalyzer(settings, new RecognizerMetrics(common.metrics())));
          Readiness.Component state = common.readiness().component("external recognizer");
          state.detail(() -> analyzer.isPaused() ? "; paused after failures" : "");
          state.ready(
              analyzer.passesUnread()
                  ? "fails open: bodies that it cannot read pass"
                  : "bodies that it cannot read are rejected");
          return analyzer;
        });
  }

  /** Opens the cache of responses: in Redis if it is configured, otherwise in memory. */
  private static ResponseCache cache(ExtProcConfig config, CommonParts common) {
    MeterRegistry metrics = common.metrics();
    Clock clock = Clock.systemUTC();
    ResponseCache cache =
        config
            .sharedCache()
            .<ResponseCache>map(shared ->
                common.add(
                    "redis",
                    SharedResponseCache.open(
                        shared, new SharedCacheMetrics(metrics), config.cacheBytes(), clock)))
            .orElseGet(() -> new LocalResponseCache(config.cacheBytes(), clock));
    metrics.gauge("response_cache_bytes", cache, ResponseCache::usedBytes);
    return cache;
  }

  private static List<ResourceSubscription<?>> subscriptions(
      RouteAndModelTables deliveries, ResponseCache cache) {
    List<ResourceSubscription<?>> all = new ArrayList<>(deliveries.subscriptions());
    all.add(
        ResourceSubscription.to(
            CachePurge.getDescriptor(), CachePurge.parser(), cache::apply, cache::purgesComplete));
    return List.copyOf(all);
  }

  /** Opens the token budgets; what is used is settled with the controller, if there is one. */
  private static TokenBudgets budgets(
      ExtProcConfig config,
      Optional<ReportClient> reports,
      RouteAndModelTables deliveries,
      CommonParts common) {
    BudgetCounters used = new BudgetCounters(InstantSource.system());
    BudgetMetrics metrics = new BudgetMetrics(common.metrics(), used, config.maxProjects());
    reports.ifPresent(link -> BudgetSettlement.start(config, link, used, metrics, common));
    return new TokenBudgets(deliveries, deliveries, used, metrics);
  }

  private static ProcessorRegistry streams(
      ExtProcConfig config,
      ActivePolicies policies,
      RouteAndModelTables deliveries,
      ModelHealth health,
      ResponseCache cache,
      StreamMetrics counters,
      TokenBudgets budgets,
      MeterRegistry metrics) {
    ByteBudget budget = new ByteBudget(config.maxHeldBytes());
    metrics.gauge("extproc_held_bytes", budget, ByteBudget::used);
    ExchangeContextReader exchanges =
        new ExchangeContextReader(
            config.environmentLabel(),
            config.inspection(),
            deliveries::routes,
            config.errorDetail(),
            health,
            policies::models);
    StreamSpans spans =
        config.genAi() ? StreamSpans.withGenAi(deliveries) : StreamSpans.WITHOUT_GEN_AI;
    ExchangeCaching caching =
        new RouteCaching(cache, deliveries::routes, budget, new CacheMetrics(metrics));
    return new ProcessorRegistry(
        new ProcessorFactory(
            policies::current,
            shadow(config, policies, metrics),
            caching,
            exchanges,
            config.limits(),
            budget,
            counters,
            spans,
            budgets),
        config.maxStreams(),
        config.idleTimeout(),
        metrics);
  }

  private static ShadowRules shadow(
      ExtProcConfig config, ActivePolicies policies, MeterRegistry metrics) {
    MeterFamily<Counter> changes =
        MeterFamily.counters(
            metrics,
            "extproc.shadow.policy",
            MetricLabel.of("direction"),
            MetricLabel.of("change"));
    return new ShadowRules(
        policies::shadow,
        config.shadow().share(),
        (direction, change) ->
            changes.of(direction.name().toLowerCase(Locale.ROOT), change.label()).increment());
  }

  /** Runs the warm-up; its exchanges are not counted, and they are inspected in every mode. */
  private static String warmUp(ExtProcConfig config, ActivePolicies policies) {
    ProcessorFactory processors =
        new ProcessorFactory(
            policies::forWarmUp,
            new ExchangeContextReader(
                config.environmentLabel(),
                BodyInspectionMode.PRE_AND_INCREMENTAL,
                () -> RouteTable.empty(ServedRoute::of)),
            config.limits(),
            new ByteBudget(config.limits().maxBodyBytes()),
            new StreamMetrics(new SimpleMeterRegistry(), 1));
    ProcessorRegistry streams =
        new ProcessorRegistry(
            processors, config.maxStreams(), config.idleTimeout(), new SimpleMeterRegistry());
    try (ExtProcWarmUp warmUp = new ExtProcWarmUp(streams, config.grpc())) {
      return warmUp.run(config.warmUp()) + " exchanges for warm-up";
    }
  }
}
