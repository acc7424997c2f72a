package dev.sluice.controller.api;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.policyfile.PolicyWatcher;
import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.tier.TierPolicy;
import dev.sluice.controller.api.PublicOperations.PublicHandler;
import dev.sluice.controller.api.access.ApiIssuers;
import dev.sluice.controller.api.access.CallerDirectory;
import dev.sluice.controller.api.access.FirstAdminToken;
import dev.sluice.controller.api.agent.AgentCertificates;
import dev.sluice.controller.api.agent.AgentConfig;
import dev.sluice.controller.api.agent.AgentDeployments;
import dev.sluice.controller.api.agent.AgentDirectory;
import dev.sluice.controller.api.agent.AgentHandler;
import dev.sluice.controller.api.agent.AgentRegistration;
import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.api.console.ConsoleRoutes;
import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.fleet.AuditStreamOperations;
import dev.sluice.controller.api.fleet.FleetHandlers;
import dev.sluice.controller.api.fleet.FleetOperations;
import dev.sluice.controller.api.http.RequestRateLimiter;
import dev.sluice.controller.api.lifecycle.PublishRules;
import dev.sluice.controller.api.playground.PlaygroundOperations;
import dev.sluice.controller.api.playground.PolicyTrials;
import dev.sluice.controller.api.policyset.PolicySetOperations;
import dev.sluice.controller.api.preview.ChangePreviews;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ConstraintSentences;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.api.resource.ManagedResources;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.api.resource.PlanRules;
import dev.sluice.controller.api.resource.RoleBindingRules;
import dev.sluice.controller.api.usage.LimitOperations;
import dev.sluice.controller.api.usage.UsageOperations;
import dev.sluice.controller.compile.ChangePreviewer;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.management.FirstAdminTokenStore;
import dev.sluice.controller.store.management.ManagementDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The management API as a part of the controller: its wiring, read from top to bottom. */
public final class ManagementApi implements AutoCloseable {
  private final ServerParts parts = new ServerParts();
  private final ManagementServer server;

  private ManagementApi(
      ApiConfig config,
      AgentConfig agentConfig,
      Database database,
      Path stateDir,
      String domain,
      ChangePreviewer previewer,
      PolicyListener listener,
      Optional<PolicyTrials> trials,
      Readiness readiness,
      MeterRegistry metrics) {
    ApiContract contract = ApiContract.load();
    BodySchemas schemas = new BodySchemas(contract);
    ManagementDatabase management = new ManagementDatabase(database);
    if (!management.canTakeRole()) {
      throw new IllegalStateException(
          "the user of database.user may not take the role of the API; run: grant sluice_management"
              + " to the user");
    }
    PolicyWatcher<RbacPolicy> rbac =
        parts.add(
            "rbac",
            new PolicyWatcher<>(
                config.rbac(),
                config.rbacLoader(),
                config.rbacReload(),
                metrics,
                readiness.component("rbac")));
    rbac.setListener(listener);
    ApiIssuers issuers =
        parts.add("api issuers", new ApiIssuers(config.issuers(), Clock.systemUTC()));
    CallerDirectory callers = new CallerDirectory(issuers, management);
    FirstAdminToken firstAdmin = new FirstAdminToken(stateDir);
    List<ManagedResource> types =
        ManagedResources.all(
            new RoleBindingRules(rbac::current),
            new PublishRules(domain),
            new PlanRules(tiers(config, listener, readiness, metrics)));
    ConstraintSentences sentences = new ConstraintSentences();
    ChangePreviews previews = new ChangePreviews(previewer);
    ApiTransactions transactions = new ApiTransactions(management, sentences, previews);
    Map<String, OperationHandler> handlers =
        ResourceHandlers.of(types, transactions, schemas, previews);
    FleetOperations fleet = new FleetOperations(transactions, config.streams());
    AuditStreamOperations auditStreams =
        new AuditStreamOperations(transactions, config.streams(), InstantSource.system());
    FleetHandlers.addTo(handlers, transactions, schemas, database, fleet, auditStreams);
    handlers.putAll(new UsageOperations(transactions, InstantSource.system()).handlers());
    handlers.putAll(new LimitOperations(transactions, InstantSource.system()).handlers());
    handlers.putAll(new PolicySetOperations(transactions, InstantSource.system()).handlers());
    handlers.putAll(new PlaygroundOperations(schemas, trials).handlers());
    Map<String, PublicHandler> open =
        new HashMap<>(
            new PublicOperations(contract, schemas, callers, management, firstAdmin).handlers());
    Optional<AgentTokens> tokens = AgentTokens.of(agentConfig, management, Clock.systemUTC());
    AgentCertificates certificates =
        new AgentCertificates(schemas, management, agentConfig.issuer(metrics));
    AgentRegistration registration =
        new AgentRegistration(schemas, management, sentences, tokens, certificates);
    open.put("registerAgent", registration::register);
    Map<String, AgentHandler> ofAgents =
        new HashMap<>(new AgentDeployments(schemas, database).handlers());
    ofAgents.put("renewAgentToken", registration::renewToken);
    ofAgents.put("issueAgentCertificate", certificates::issue);
    Map<String, Object> all = new HashMap<>(handlers);
    all.putAll(open);
    all.putAll(ofAgents);
    contract.requireHandlers(all);
    RequestRateLimiter limiter =
        new RequestRateLimiter(config.requestsPerMinute(), Clock.systemUTC());
    ApiPipeline pipeline =
        new ApiPipeline(
            callers,
            rbac::current,
            limiter,
            types,
            handlers,
            open,
            new AgentDirectory(tokens),
            ofAgents);
    firstAdmin.offer(new FirstAdminTokenStore(database));
    Optional<ApiCertificate> certificate =
        config.certificate().map(files -> new ApiCertificate(files, Clock.systemUTC()));
    certificate.ifPresent(current -> {
      parts.add("api certificate", current);
      Telemetry.exposeCertificateExpiry(metrics, "api", () -> Optional.of(current.expiresAt()));
    });
    Optional<ConsoleRoutes> console =
        config
            .console()
            .map(settings ->
                parts.add(
                    "console",
                    new ConsoleRoutes(
                        settings,
                        issuers,
                        contract,
                        limiter,
                        pipeline::handle,
                        InstantSource.system())));
    server =
        parts.add(
            "api",
            ManagementServer.start(
                config, certificate, contract, pipeline, console, new ApiMetrics(metrics)));
    parts.add("fleet streams", fleet);
    parts.add("audit streams", auditStreams);
  }

  /**
   * Starts the API.
   *
   * @param database a pool for the API alone, because its transactions wait for the compiler
   * @param domain the end of generated host names
   * @param previewer compiles changes before they are committed
   * @param listener receives the versions of policy files
   * @param trials the servers of the playground; empty if none is configured
   */
  public static ManagementApi start(
      ApiConfig config,
      AgentConfig agents,
      Database database,
      Path stateDir,
      String domain,
      ChangePreviewer previewer,
      PolicyListener listener,
      Optional<PolicyTrials> trials,
      Readiness readiness,
      MeterRegistry metrics) {
    return new ManagementApi(
        config, agents, database, stateDir, domain, previewer, listener, trials, readiness,
        metrics);
  }

  /** Watches the file of tiers; without one there are none. */
  private Supplier<TierPolicy> tiers(
      ApiConfig config, PolicyListener listener, Readiness readiness, MeterRegistry metrics) {
    if (config.tiers().isEmpty()) {
      return () -> TierPolicy.NONE;
    }
    PolicyWatcher<TierPolicy> watcher =
        parts.add(
            "tiers",
            new PolicyWatcher<>(
                config.tiers().get(),
                config.tierLoader(),
                config.rbacReload(),
                metrics,
                readiness.component("tiers")));
    watcher.setListener(listener);
    return watcher::current;
  }

  /** Returns the address with the actual port. */
  public HostPort address() {
    return server.address();
  }

  @Override
  public void close() {
    parts.close();
  }
}
