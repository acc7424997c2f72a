package dev.sluice.extauthz.server;

import dev.sluice.common.ads.AdsClient;
import dev.sluice.common.audit.AuditTable;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.EventLoops;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.lifecycle.ServerProcess;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyNews;
import dev.sluice.common.policyfile.PolicyWatcher;
import dev.sluice.common.report.PolicyReporter;
import dev.sluice.common.report.ReportLink;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.SignatureLane;
import dev.sluice.common.tracing.Traces;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Guards;
import dev.sluice.extauthz.decision.guard.AddressGuard;
import dev.sluice.extauthz.decision.guard.Attacks;
import dev.sluice.extauthz.decision.guard.ConditionGuard;
import dev.sluice.extauthz.decision.guard.RequiredHeaders;
import dev.sluice.extauthz.decision.guard.TenantAgreement;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.jwt.IssuerRegistry;
import dev.sluice.extauthz.journal.Journal;
import dev.sluice.extauthz.journal.SpooledJournal;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.AuthzPolicyCompiler;
import io.grpc.ServerInterceptors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The process that answers Envoy's authorization checks. */
public final class ExtAuthzMain {
  private static final String NAME = "extauthz-server";

  /** For the first answer of issuers. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private ExtAuthzMain() {}

  /** Runs until told to stop. */
  public static void main(String[] args) {
    ServerProcess.main(NAME, args, ExtAuthzMain::start);
  }

  /** Puts the parts together, in the order in which they need each other. */
  static void start(ConfigReader reader, Parts parts) {
    var _ = start(ExtAuthzConfig.read(reader), parts);
  }

  /** Where the server listens, with the ports in use. */
  record Listening(GrpcServer grpc, OpsServer ops) {}

  static Listening start(ExtAuthzConfig config, Parts parts) {
    Readiness readiness = new Readiness();
    Readiness.Part runIn = readiness.part("run-in");
    PrometheusMeterRegistry metrics = Telemetry.registry(NAME, config.traces().isPresent());
    OpsServer ops = parts.add("ops", new OpsServer(config.ops(), readiness, metrics));

    NativeCrypto crypto = NativeCrypto.load();
    JwksWatch watch = new JwksWatch(readiness, metrics);
    IssuerRegistry issuers =
        parts.add(
            "issuers",
            new IssuerRegistry(crypto, signatures(parts, metrics), InstantSource.system(), watch));
    PolicyNews news = news(config, parts);
    PolicyWatcher<AuthzPolicy> policy =
        parts.add("policy", policy(config, metrics, readiness.part("policy")));
    policy.tell(news);
    // Keys are on their way before the first request.
    issuers.verifiers(policy.current().issuers());
    Deliveries deliveries = new Deliveries();
    config
        .controller()
        .ifPresent(controller -> {
          Readiness.Part part = readiness.part("controller");
          parts.add(
              "controller", new AdsClient(controller, deliveries.subscriptions(), part, metrics));
        });

    Guards guards = guards(config, news, metrics, readiness, parts);
    Authorizer authorizer =
        new Authorizer(
            policy::current,
            deliveries::publishes,
            new Authenticator(
                issuers, deliveries.register(), InstantSource.system(), config.jwt().devMode()),
            guards,
            config
                .upstream()
                .settings(
                    parts.add(
                        "bearers", new BearerFiles(config.upstream().secrets(), config.reload()))),
            config.environmentLabel());
    Journal journal =
        config
            .journal()
            .<Journal>map(audit ->
                new SpooledJournal(
                    AuditTrail.openLanes(
                        audit, AuditTable.DECISION_EVENTS, parts, readiness, metrics),
                    environment -> policy.current().keepsBeforeAnswer(environment),
                    InstantSource.system(),
                    config.node()))
            .orElse(Journal.NONE);
    Traces traces = Traces.open(config.traces(), NAME, parts, metrics);
    AuthorizationService service =
        new AuthorizationService(authorizer, journal, new CheckMetrics(metrics), traces);
    // A check that comes before the keys would be refused; Envoy asks another server meanwhile.
    issuers.awaitAsked(policy.current().issuers(), LONGEST_WAIT);
    GrpcServer grpc =
        parts.add(
            "grpc",
            GrpcServer.start(
                "grpc",
                config.grpc(),
                peer -> peer.kind().equals("envoy"),
                readiness,
                List.of(
                    traces.reading(
                        () -> ServerInterceptors.intercept(service, new EnvoyTells.Reader())))));
    runIn.ready(RunIn.run(crypto, guards, config.runIn()));
    return new Listening(grpc, ops);
  }

  /** The controller hears of policies, where there is one. */
  private static PolicyNews news(ExtAuthzConfig config, Parts parts) {
    return config
        .controller()
        .map(controller -> parts.add("reports", new ReportLink(controller)))
        .<PolicyNews>map(link -> PolicyReporter.start(link, parts))
        .orElse(PolicyNews.UNHEARD);
  }

  /** Half of the processors, for what is known needs the rest. */
  private static SignatureLane signatures(Parts parts, MeterRegistry metrics) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    SignatureLane lane = parts.add("signatures", new SignatureLane(threads, EventLoops::current));
    metrics.gauge("extauthz.signatures.waiting", lane, SignatureLane::waiting);
    FunctionCounter.builder("extauthz.signatures.turned.away", lane, SignatureLane::turnedAway)
        .register(metrics);
    return lane;
  }

  /** What costs least is asked first. */
  private static Guards guards(
      ExtAuthzConfig config,
      PolicyNews news,
      MeterRegistry metrics,
      Readiness readiness,
      Parts parts) {
    Attacks attacks = new Attacks();
    config
        .wafRules()
        .ifPresent(place -> {
          Readiness.Part part = readiness.part("waf");
          parts
              .add(
                  "waf",
                  new PolicyWatcher<>(
                      place, WafCompiler.file(), config.reload(), metrics, part, attacks::take))
              .tell(news);
        });
    MeterFamily<Counter> failures = CheckMetrics.byRule("extauthz.condition.failures", metrics);
    Guard conditions =
        new ConditionGuard(InstantSource.system(), rule -> failures.of(rule).increment());
    return new Guards(
        List.of(AddressGuard.forAnyone(), new RequiredHeaders(), attacks.beforeCredential()),
        List.of(new TenantAgreement(), AddressGuard.byTenant(), attacks.afterLevel(), conditions));
  }

  private static PolicyWatcher<AuthzPolicy> policy(
      ExtAuthzConfig config, PrometheusMeterRegistry metrics, Readiness.Part part) {
    var compiler = new AuthzPolicyCompiler(config.jwt().defaultIssuer(), config.environment());
    return new PolicyWatcher<>(
        config.policyFile(), compiler.file(), config.reload(), metrics, part);
  }
}
