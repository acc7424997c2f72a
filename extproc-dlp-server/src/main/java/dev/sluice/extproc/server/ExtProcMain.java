package dev.sluice.extproc.server;

import dev.sluice.common.ads.AdsClient;
import dev.sluice.common.audit.AuditConfig;
import dev.sluice.common.audit.AuditTable;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.lifecycle.ServerProcess;
import dev.sluice.common.match.RouteTable;
import dev.sluice.common.match.RouteTable.Entry;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyNews;
import dev.sluice.common.report.PolicyReporter;
import dev.sluice.common.report.ReportLink;
import dev.sluice.common.telemetry.Label;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.tracing.Traces;
import dev.sluice.extproc.accesslog.AccessLogService;
import dev.sluice.extproc.accesslog.ExchangeFigures;
import dev.sluice.extproc.stream.ByteBudget;
import dev.sluice.extproc.stream.ExchangeReader;
import dev.sluice.extproc.stream.Inspection;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.StreamSpans;
import dev.sluice.extproc.usage.UsageFile;
import dev.sluice.extproc.usage.UsageReporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The process that inspects bodies for Envoy, and keeps its access log. */
public final class ExtProcMain {
  private static final String NAME = "extproc-dlp-server";

  /** Nobody waits for a record of an exchange that is over, and Envoy gathers for longer. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private ExtProcMain() {}

  /** Runs until told to stop. */
  public static void main(String[] args) {
    ServerProcess.main(NAME, args, ExtProcMain::start);
  }

  /** Puts the parts together, in the order in which they need each other. */
  static void start(ConfigReader reader, Parts parts) {
    ExtProcConfig config = ExtProcConfig.read(reader);
    reader.finish();
    var _ = start(config, parts);
  }

  /** Where the server listens, with the ports in use. */
  record Listening(GrpcServer grpc, OpsServer ops) {}

  static Listening start(ExtProcConfig config, Parts parts) {
    Readiness readiness = new Readiness();
    Readiness.Part runIn = readiness.part("run-in");
    PrometheusMeterRegistry metrics = Telemetry.registry(NAME, config.traces().isPresent());
    OpsServer ops = parts.add("ops", new OpsServer(config.ops(), readiness, metrics));

    Optional<ReportLink> reports =
        config.controller().map(controller -> parts.add("reports", new ReportLink(controller)));
    PolicyNews news =
        reports
            .<PolicyNews>map(link -> PolicyReporter.start(link, parts))
            .orElse(PolicyNews.UNHEARD);
    Policies policies = Policies.watch(config, news, metrics, readiness, parts);
    Deliveries deliveries = new Deliveries();
    config
        .controller()
        .ifPresent(controller -> {
          Readiness.Part part = readiness.part("controller");
          parts.add(
              "controller", new AdsClient(controller, deliveries.subscriptions(), part, metrics));
        });
    AuditTrail audit = audit(config, reports, readiness, metrics, parts);

    Label projects = Label.capped("project_id", config.maxProjects());
    Label models = Label.capped("model", config.maxProjects());
    Label rules = Label.capped("rule_id", config.maxProjects());
    ExchangeFigures figures = new ExchangeFigures(metrics, projects, models, config.genAi());
    AccessLogService accessLog =
        parts.add(
            "access log",
            new AccessLogService(audit::append, Clock.systemUTC(), deliveries, figures, metrics));
    StreamMetrics counters = new StreamMetrics(metrics, projects, models, rules);
    ProcessorRegistry streams =
        parts.add("streams", streams(config, policies, deliveries, counters, metrics));
    Traces traces = Traces.open(config.traces(), NAME, parts, metrics);
    GrpcServer grpc =
        parts.add(
            "grpc",
            GrpcServer.start(
                "grpc",
                config.grpc(),
                peer -> peer.kind().equals("envoy"),
                readiness,
                List.of(traces.reading(new ExternalProcessorService(streams, traces)), accessLog)));
    runIn.ready(rehearsed(config, policies));
    return new Listening(grpc, ops);
  }

  /** Records go to the sink, and sums of them to the controller, if there is one. */
  private static AuditTrail audit(
      ExtProcConfig config,
      Optional<ReportLink> reports,
      Readiness readiness,
      MeterRegistry metrics,
      Parts parts) {
    AuditConfig trail = config.audit().gathering(GATHER);
    AuditTable table = AuditTable.AUDIT_EVENTS;
    if (reports.isEmpty()) {
      return AuditTrail.open(trail, table, parts, readiness, metrics);
    }
    UsageFile sums = new UsageFile(config.audit().spool().directory());
    AuditTrail audit = AuditTrail.open(trail, table, parts, readiness, metrics, sums.position());
    UsageReporter usage =
        new UsageReporter(
            audit.readers().getFirst(),
            sums,
            audit.fresh(),
            reports.get()::usage,
            config.reportUsage(),
            readiness.part("usage"),
            metrics);
    parts.add("usage", usage.start());
    return audit;
  }

  private static ProcessorRegistry streams(
      ExtProcConfig config,
      Policies policies,
      Deliveries deliveries,
      StreamMetrics counters,
      MeterRegistry metrics) {
    ByteBudget budget = new ByteBudget(config.heldBytes());
    metrics.gauge("extproc_held_bytes", budget, ByteBudget::used);
    ExchangeReader exchanges =
        new ExchangeReader(config.environmentLabel(), config.inspection(), deliveries::publishes);
    StreamSpans spans = config.genAi() ? StreamSpans.genAi(deliveries) : StreamSpans.PLAIN;
    return new ProcessorRegistry(
        new ProcessorFactory(
            policies::current, exchanges, config.limits(), budget, counters, spans),
        config.maxStreams(),
        config.idle(),
        metrics);
  }

  /** Its exchanges count nowhere and are inspected in every way. */
  private static String rehearsed(ExtProcConfig config, Policies policies) {
    ProcessorFactory processors =
        new ProcessorFactory(
            policies::current,
            new ExchangeReader(
                config.environmentLabel(),
                Inspection.PRE_AND_INCREMENTAL,
                () -> RouteTable.empty(Entry::new)),
            config.limits(),
            new ByteBudget(config.limits().maxBodyBytes()),
            new StreamMetrics(new SimpleMeterRegistry(), 1));
    ProcessorRegistry streams =
        new ProcessorRegistry(
            processors, config.maxStreams(), config.idle(), new SimpleMeterRegistry());
    try (RunIn runIn = new RunIn(streams, config.grpc())) {
      return runIn.run(config.runIn()) + " exchanges rehearsed";
    }
  }
}
