package dev.sluice.extauthz.server;

import dev.sluice.common.ads.AdsClient;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.grpc.EventLoops;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.OpsServer;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.redis.RedisConfig;
import dev.sluice.common.redis.RedisMetrics;
import dev.sluice.common.report.PolicyReporter;
import dev.sluice.common.report.ReportClient;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.server.ServerProcess;
import dev.sluice.common.server.ServerWiring;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.token.confirmation.DpopVerifier;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureThreadPool;
import dev.sluice.common.waf.UnsearchedWafRoutes;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extauthz.block.FailedCredentialGuard;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.PublishRouteFinder;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.guard.AddressGuard;
import dev.sluice.extauthz.decision.guard.ConditionGuard;
import dev.sluice.extauthz.decision.guard.RequiredHeaderGuard;
import dev.sluice.extauthz.decision.guard.TenantHeaderGuard;
import dev.sluice.extauthz.decision.guard.WafGuards;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.holder.HolderSettings;
import dev.sluice.extauthz.journal.DecisionJournal;
import dev.sluice.extauthz.journal.SpooledDecisionJournal;
import dev.sluice.extauthz.limit.CounterStore;
import dev.sluice.extauthz.limit.LocalCounterStore;
import dev.sluice.extauthz.limit.RequestLimiter;
import dev.sluice.extauthz.limit.shared.SharedCounterStore;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.shadow.ShadowPolicy;
import io.grpc.ServerInterceptors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The main class of the server for Envoy's authorization checks. */
public final class ExtAuthzMain {
  private static final String NAME = "extauthz-server";
  private static final String WARM_UP = "run-in";
  private static final Duration REDIS_WARM_UP = Duration.ofSeconds(1);

  /** The time limit for the first responses of issuers. */
  private static final Duration FIRST_FETCH_TIMEOUT = Duration.ofSeconds(2);

  /** Counters of rate limits in 8 MB of memory. */
  private static final int LIMIT_COUNTERS = 1 << 19;

  /** Addresses whose failed credentials are counted, in 1.3 MB of memory. */
  private static final int COUNTED_ADDRESSES = 1 << 16;

  private ExtAuthzMain() {}

  /** Runs the server until the process is stopped. */
  public static void main(String[] args) {
    ServerProcess.main(
        NAME,
        args,
        new ServerWiring<>(ExtAuthzConfig::read, ExtAuthzMain::start, ExtAuthzDependencies::probe));
  }

  /** The listeners of a started server, with their ports. */
  record StartedServers(GrpcServer grpc, OpsServer ops) {}

  /** Starts the parts of the server in the order of their dependencies. */
  static StartedServers start(ExtAuthzConfig config, ServerParts parts) {
    CommonParts common =
        CommonParts.start(NAME, config.ops(), config.traces(), List.of(WARM_UP), parts);
    Readiness readiness = common.readiness();
    MeterRegistry metrics = common.metrics();

    NativeCrypto crypto = NativeCrypto.load();
    SignatureThreadPool signatures = signatureThreads(parts, metrics);
    JwksStatusReporter jwksStatus = new JwksStatusReporter(readiness, metrics);
    IssuerRegistry issuers =
        parts.add(
            "issuers", new IssuerRegistry(crypto, signatures, InstantSource.system(), jwksStatus));
    Optional<ReportClient> reports =
        config.controller().map(controller -> parts.add("reports", new ReportClient(controller)));
    PolicyListener policyListener =
        reports
            .<PolicyListener>map(link -> PolicyReporter.start(link, parts))
            .orElse(PolicyListener.NONE);
    AccessPolicies policy = AccessPolicies.start(config, common, policyListener);
    // Starts the key fetches before the first request.
    issuers.verifiers(policy.current().issuers());
    UnsearchedWafRoutes unsearched =
        new UnsearchedWafRoutes(WafPart.REQUEST_LINE_AND_HEADERS, config.wafRules().isPresent());
    metrics.gauge("waf.unsearched.routes", unsearched, UnsearchedWafRoutes::count);
    ExtAuthzResources resources = new ExtAuthzResources(unsearched);
    config
        .controller()
        .ifPresent(controller -> {
          Readiness.Component part = readiness.component("controller");
          parts.add(
              "controller", new AdsClient(controller, resources.subscriptions(), part, metrics));
        });

    PlanQuotas quotas =
        reports
            .<PlanQuotas>map(link -> QuotaSettlement.start(config, link, common))
            .orElse(PlanQuotas.NONE);
    RequestGuards guards =
        guards(config, resources, blocks(resources, reports, common), policyListener, common);
    EmergencyLimits factors =
        new EmergencyLimits(policy::current, resources::factors, InstantSource.system())
            .shown(metrics, readiness.component("limits"));
    Authorizer authorizer =
        new Authorizer(
            policy::current,
            new PublishRouteFinder(resources::publishes),
            new Authenticator(
                issuers,
                resources.credentialRegistry(),
                holders(config.jwt().holders(), crypto, signatures, metrics),
                InstantSource.system(),
                config.jwt().devMode()),
            guards,
            limiter(config, resources, quotas, factors, metrics, parts),
            config
                .upstream()
                .settings(
                    parts.add(
                        "bearers",
                        new BearerTokenFiles(
                            config.upstream().secretsFolder(), config.reloadInterval()))),
            config.environmentLabel());
    DecisionJournal journal =
        config
            .journal()
            .<DecisionJournal>map(audit ->
                new SpooledDecisionJournal(
                    AuditTrail.openLanes(
                        audit, AuditTable.DECISION_EVENTS, parts, readiness, metrics),
                    environment -> policy.current().requiresDurableDecision(environment),
                    InstantSource.system(),
                    config.nodeName()))
            .orElse(DecisionJournal.NONE);
    AuthorizationService service =
        new AuthorizationService(
            authorizer,
            journal,
            shadow(config, policy, common),
            new CheckMetrics(metrics),
            common.traces(),
            config.errorDetail());
    // A check before the first key fetch would be denied. Until then, Envoy asks another server.
    issuers.awaitFirstFetch(policy.current().issuers(), FIRST_FETCH_TIMEOUT);
    GrpcServer grpc =
        parts.add(
            "grpc",
            GrpcServer.start(
                "grpc",
                config.grpc(),
                peer -> peer.kind().equals("envoy"),
                readiness,
                List.of(
                    common
                        .traces()
                        .intercept(() ->
                            ServerInterceptors.intercept(
                                service, new EnvoyCallMetadata.Interceptor())))));
    Telemetry.exposeCertificateExpiry(metrics, "server", grpc::certificateExpiry);
    readiness.component(WARM_UP).ready(CheckWarmUp.run(crypto, guards, config.warmUp()));
    return new StartedServers(grpc, common.ops());
  }

  private static HolderCheck holders(
      HolderSettings settings,
      NativeCrypto crypto,
      SignatureThreadPool signatures,
      MeterRegistry metrics) {
    DpopVerifier dpop = new DpopVerifier(settings.dpop(), crypto, InstantSource.system());
    metrics.gauge("extauthz.dpop.remembered", dpop, DpopVerifier::remembered);
    return new HolderCheck(dpop, signatures, settings.forwardedCertificate());
  }

  /** Uses half of the processors, because cached tokens need the rest. */
  private static SignatureThreadPool signatureThreads(ServerParts parts, MeterRegistry metrics) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    SignatureThreadPool pool =
        parts.add("signatures", new SignatureThreadPool(threads, EventLoops::currentExecutor));
    metrics.gauge("extauthz.signatures.waiting", pool, SignatureThreadPool::queued);
    FunctionCounter.builder("extauthz.signatures.turned.away", pool, SignatureThreadPool::rejected)
        .register(metrics);
    return pool;
  }

  private static RequestLimiter limiter(
      ExtAuthzConfig config,
      ExtAuthzResources resources,
      PlanQuotas quotas,
      EmergencyLimits factors,
      MeterRegistry metrics,
      ServerParts parts) {
    LongSupplier clock = nanosFromOne();
    LocalCounterStore local = new LocalCounterStore(LIMIT_COUNTERS, clock);
    FunctionCounter.builder("rate.limit.counters.dropped", local, LocalCounterStore::dropped)
        .register(metrics);
    CounterStore store =
        config
            .redis()
            .<CounterStore>map(redis -> sharedCounters(redis, config, local, metrics, parts, clock))
            .orElse(local);
    return new RequestLimiter(
        store, resources::plans, quotas, factors, new LimitMetrics(metrics)::record);
  }

  private static SharedCounterStore sharedCounters(
      RedisConfig redis,
      ExtAuthzConfig config,
      LocalCounterStore local,
      MeterRegistry metrics,
      ServerParts parts,
      LongSupplier clock) {
    RedisMetrics listener =
        new RedisMetrics(
            metrics,
            "rate.limit.redis",
            "counts the rate limits of all replicas",
            "this replica counts rate limits by itself until it can");
    SharedCounterStore store =
        parts.add("redis", SharedCounterStore.open(redis, local, listener, clock));
    store.warmUp(config.warmUp().compareTo(REDIS_WARM_UP) < 0 ? config.warmUp() : REDIS_WARM_UP);
    return store;
  }

  private static FailedCredentialGuard blocks(
      ExtAuthzResources resources, Optional<ReportClient> reports, CommonParts common) {
    FailedCredentialGuard guard =
        new FailedCredentialGuard(
            COUNTED_ADDRESSES,
            resources::networkRules,
            InstantSource.system(),
            nanosFromOne(),
            BlockReporter.start(reports, common));
    resources.onDenied(guard::release);
    return guard;
  }

  /** Returns a clock in nanoseconds that starts above zero. */
  private static LongSupplier nanosFromOne() {
    long start = System.nanoTime() - 1;
    return () -> System.nanoTime() - start;
  }

  /** Orders the guards by cost, the cheapest first. */
  private static RequestGuards guards(
      ExtAuthzConfig config,
      ExtAuthzResources resources,
      FailedCredentialGuard blocks,
      PolicyListener policyListener,
      CommonParts common) {
    InstantSource clock = InstantSource.system();
    WafGuards waf = new WafGuards();
    config
        .wafRules()
        .ifPresent(place ->
            common
                .watch("waf", place, config.wafLoader(), config.reloadInterval(), waf::update)
                .setListener(policyListener));
    MeterFamily<Counter> failures =
        CheckMetrics.counterByRule("extauthz.condition.failures", common.metrics());
    RequestGuard conditions = new ConditionGuard(clock, rule -> failures.of(rule).increment());
    return new RequestGuards(
        List.of(
            AddressGuard.withoutTenants(resources::networkRules, clock),
            blocks,
            new RequiredHeaderGuard(),
            waf.beforeAuthentication()),
        List.of(
            new TenantHeaderGuard(),
            AddressGuard.withTenants(resources::networkRules, clock),
            waf.afterLevelCheck(),
            conditions),
        blocks);
  }

  private static ShadowPolicy shadow(
      ExtAuthzConfig config, AccessPolicies policies, CommonParts common) {
    MeterFamily<Counter> changes =
        MeterFamily.counters(common.metrics(), "extauthz.shadow.policy", MetricLabel.of("change"));
    ShadowPolicyFiles files = ShadowPolicyFiles.watch(config, policies, common);
    return new ShadowPolicy(
        files::current, config.shadow().share(), change -> changes.of(change).increment());
  }
}
