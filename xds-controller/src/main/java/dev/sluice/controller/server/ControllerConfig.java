package dev.sluice.controller.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.controller.api.ApiConfig;
import dev.sluice.controller.api.agent.AgentConfig;
import dev.sluice.controller.audit.ReconcileConfig;
import dev.sluice.controller.audit.RetentionConfig;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.server.agent.AgentStreamConfig;
import dev.sluice.controller.server.deployment.DeploymentStatusConfig;
import dev.sluice.controller.store.DatabaseConfig;
import dev.sluice.controller.store.SampleData;
import dev.sluice.controller.xds.resource.TracingConfig;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A configuration of the whole controller. */
record ControllerConfig(
    GrpcServerConfig xds,
    int maxStreams,
    HostPort ops,
    DatabaseConfig database,
    Optional<SampleData> sample,
    Path stateDir,
    Path secretsDir,
    TranslatorConfig translator,
    String domain,
    DeploymentStatusConfig deploymentStatus,
    PushConfig push,
    RetentionConfig retention,
    ReconcileConfig reconcile,
    Optional<ApiConfig> api,
    AgentConfig agents,
    AgentStreamConfig agentStreams) {
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,8}");

  private static final Pattern PERCENT =
      Pattern.compile("100(\\.0{1,4})?|[0-9]{1,2}(\\.[0-9]{1,4})?");

  /**
   * The largest message that is accepted. A node that reconnects sends all its resource names in
   * one message, some 150 bytes for each name.
   */
  private static final int MAX_MESSAGE_BYTES = 32 << 20;

  private static final Duration LONGEST_GRACE = Duration.ofMinutes(5);

  /** Reads all keys; the caller finishes the reader. */
  static ControllerConfig read(ConfigReader config) {
    DeploymentEnvironment environment =
        config.choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV);
    ConfigReader xds = config.section("xds");
    Optional<SampleData> sample = SampleData.read(config);
    if (sample.isPresent() && environment != DeploymentEnvironment.DEV) {
      config.problem("sample-data", "is for the environment dev only");
    }
    GrpcServerConfig grpc = GrpcServerConfig.read(xds, 9003, MAX_MESSAGE_BYTES);
    return new ControllerConfig(
        grpc,
        xds.integer("max-streams", 4096, 1, 100_000),
        config.section("ops").address("address", new HostPort("127.0.0.1", 9103)),
        DatabaseConfig.read(config.section("database")),
        sample,
        config.path("state-dir", Path.of("var", "xds-controller")),
        config.section("secrets").path("dir", Path.of("secrets")),
        translator(config),
        domain(config),
        DeploymentStatusConfig.read(config.section("nodes"), environment),
        push(config.section("nodes")),
        RetentionConfig.read(config),
        ReconcileConfig.read(config.section("audit.reconcile")),
        ApiConfig.read(config.section("api"), environment),
        AgentConfig.read(config.section("agents"), grpc.tls()),
        AgentStreamConfig.read(config.section("agents")));
  }

  private static PushConfig push(ConfigReader nodes) {
    Duration grace = nodes.duration("removal-grace", PushConfig.DEFAULT.drainTime());
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      nodes.problem("removal-grace", "must be at most 5m");
    }
    return PushConfig.DEFAULT.withDrainTime(grace);
  }

  private static String domain(ConfigReader config) {
    String domain = config.text("domain", "example.com");
    if (!DOMAIN.matcher(domain).matches()) {
      config.problem("domain", "must be a host name in lower case");
    }
    return domain;
  }

  private static TranslatorConfig translator(ConfigReader config) {
    ConfigReader servers = config.section("policy-servers");
    config.alias("upstream.ca-file", "UPSTREAM_CA_FILE");
    return new TranslatorConfig(
        servers.section("extauthz").addresses("address", new HostPort("127.0.0.1", 9001)),
        servers.section("extproc").addresses("address", new HostPort("127.0.0.1", 9002)),
        config.section("listener").text("address", "0.0.0.0"),
        config.integer("trusted-hops", 0, 0, 16),
        config.section("upstream").text("ca-file", "/etc/ssl/certs/ca-certificates.crt"),
        traces(config.section("tracing")),
        config.section("errors").choice("detail", MessageDetail.class, MessageDetail.FULL),
        ForgeableHeaders.read(config.section("client-headers")));
  }

  private static Optional<TracingConfig> traces(ConfigReader tracing) {
    ConfigReader otlp = tracing.section("otlp");
    Optional<HostPort> collector = otlp.optionalAddress("address");
    boolean encrypted = otlp.flag("tls", false);
    int share = perMillion(tracing);
    return collector.map(address -> new TracingConfig(address, encrypted, share));
  }

  private static int perMillion(ConfigReader tracing) {
    String percent = tracing.text("sample-percent", "1");
    if (!PERCENT.matcher(percent).matches()) {
      tracing.problem("sample-percent", "must be 0 to 100, with at most four decimals");
      return 0;
    }
    return new BigDecimal(percent).movePointRight(4).intValueExact();
  }
}
