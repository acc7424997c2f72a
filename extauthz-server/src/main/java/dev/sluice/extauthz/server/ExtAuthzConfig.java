package dev.sluice.extauthz.server;

import dev.sluice.common.ads.AdsClientConfig;
import dev.sluice.common.audit.AuditConfig;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.signed.PolicySignatures;
import dev.sluice.common.redis.RedisConfig;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IpRules;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extauthz.policy.file.IpRulesCompiler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The configuration of the server.
 *
 * @param signatures the signatures that policy files need
 * @param ipRules the file with further address lists, if there is one
 * @param shadow the settings of the shadow policies
 * @param wafRules the file with the WAF rules, if there is one
 * @param journal the settings of the decision journal; empty if decisions are not stored
 * @param traces the collector of spans; empty if tracing is off
 * @param controller the controller; empty if the server runs from its policy file alone
 * @param quotaSettleInterval the interval at which quotas are settled with the controller
 * @param redis the Redis in which replicas share the counters of rate limits; empty if each replica
 *     counts by itself
 * @param errorDetail the detail in the messages of denials
 * @param warmUp the time limit of the warm-up before the server is ready
 */
record ExtAuthzConfig(
    DeploymentEnvironment environment,
    GrpcServerConfig grpc,
    HostPort ops,
    PolicySignatures signatures,
    Path policyFile,
    Optional<Path> ipRules,
    ShadowConfig shadow,
    Optional<Path> wafRules,
    Duration reloadInterval,
    JwtConfig jwt,
    UpstreamConfig upstream,
    Optional<AuditConfig> journal,
    Optional<OtlpCollectorConfig> traces,
    Optional<AdsClientConfig> controller,
    Duration quotaSettleInterval,
    Optional<RedisConfig> redis,
    MessageDetail errorDetail,
    Duration warmUp) {
  private static final int GRPC_PORT = 9001;
  private static final int OPS_PORT = 9101;

  static ExtAuthzConfig read(ConfigReader config) {
    DeploymentEnvironment environment =
        config.choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV);
    ConfigReader policies = config.section("policies");
    Duration reload = policies.duration("reload", Duration.ofSeconds(30));
    if (reload.compareTo(Duration.ofMillis(100)) < 0) {
      policies.problem("reload", "must be at least 100ms");
    }
    ExtAuthzConfig read =
        new ExtAuthzConfig(
            environment,
            GrpcServerConfig.read(config.section("grpc"), GRPC_PORT),
            config.section("ops").address("address", new HostPort("127.0.0.1", OPS_PORT)),
            PolicySignatures.read(config),
            policies.file("authz", Path.of("policies", "authz.yaml")),
            policies.optionalFile("ip"),
            ShadowConfig.read(policies.section("shadow")),
            config.section("waf").optionalPath("rules"),
            reload,
            JwtConfig.read(config.section("jwt"), environment),
            UpstreamConfig.read(config.section("upstream")),
            journal(config.section("audit")),
            OtlpCollectorConfig.read(config.section("tracing.otlp")),
            AdsClientConfig.read(config.section("controller"), "extauthz"),
            quotaSettleInterval(config.section("quotas")),
            RedisConfig.read(config.section("limits.redis")),
            config.section("errors").choice("detail", MessageDetail.class, MessageDetail.FULL),
            config.duration("run-in", Duration.ofSeconds(2)));
    config.finish();
    return read;
  }

  private static Duration quotaSettleInterval(ConfigReader quotas) {
    Duration interval = quotas.duration("settle-every", Duration.ofSeconds(1));
    if (interval.compareTo(Duration.ofMillis(100)) < 0
        || interval.compareTo(Duration.ofMinutes(1)) > 0) {
      quotas.problem("settle-every", "must be 100ms to 1m");
    }
    return interval;
  }

  /**
   * Returns the loader of the policy file.
   *
   * @param otherLists the places of the address lists of the file of them, by id
   */
  PolicyFile<AuthzPolicy> policyLoader(Supplier<Map<String, String>> otherLists) {
    return new AuthzPolicyCompiler(jwt.defaultIssuer(), environment, otherLists)
        .file()
        .requiring(signatures);
  }

  /**
   * Returns the loader of the file with further address lists.
   *
   * @param otherLists the places of the address lists of the policy file, by id
   */
  PolicyFile<IpRules> ipLoader(Supplier<Map<String, String>> otherLists) {
    return IpRulesCompiler.file(otherLists).requiring(signatures);
  }

  /** Returns the loader of the WAF rules. */
  PolicyFile<WafPolicy> wafLoader() {
    return WafCompiler.file().requiring(signatures);
  }

  /** Returns the name of this server in audit records. */
  String nodeName() {
    return controller.map(AdsClientConfig::nodeId).orElse("extauthz-server");
  }

  private static Optional<AuditConfig> journal(ConfigReader audit) {
    boolean enabled = audit.flag("decisions", false);
    AuditConfig read = AuditConfig.read(audit, Path.of("state", "decision-spool"));
    return enabled ? Optional.of(read) : Optional.empty();
  }

  /** Returns the name of the environment in metadata and publishes. */
  String environmentLabel() {
    return environment.name().toLowerCase(Locale.ROOT);
  }
}
