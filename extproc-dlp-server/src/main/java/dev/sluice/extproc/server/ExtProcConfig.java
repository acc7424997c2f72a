package dev.sluice.extproc.server;

import dev.sluice.common.Secret;
import dev.sluice.common.ads.AdsClientConfig;
import dev.sluice.common.audit.AuditConfig;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.GrpcServerConfig.ReadSettings;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.signed.PolicySignatures;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.cache.shared.SharedCacheConfig;
import dev.sluice.extproc.external.ExternalRecognizerConfig;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.ModelRules;
import dev.sluice.extproc.policy.ModelRulesCompiler;
import dev.sluice.extproc.rewriter.HashKey;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The configuration of this server.
 *
 * @param controller the controller's address; absent if the server runs from files alone
 * @param audit the destination of exchange records
 * @param usageReportInterval the interval between usage reports to the controller
 * @param signatures the signatures that policy files need
 * @param rules the file of DLP rules
 * @param wafRules the file of WAF rules, if there is one
 * @param shadow the settings of the shadow rules
 * @param modelRules the file of rules about models, if there is one
 * @param reloadInterval the interval between checks of the rules files
 * @param hashKey the key for rules with the action hash
 * @param recognizer the external recognizer, if there is one
 * @param inspection the default inspection mode, without a decision or a route
 * @param maxStreams the most exchanges under inspection at once
 * @param maxHeldBytes the most bytes that all streams together may hold
 * @param cacheBytes the most memory of cached responses
 * @param sharedCache the cache that replicas share; empty if each has its own
 * @param idleTimeout the longest time without a message from Envoy on a stream
 * @param maxProjects the most distinct projects, models and rules as metric labels
 * @param traces the destination of spans, if there is one
 * @param genAi true if model metrics also use the names of OpenTelemetry's conventions
 * @param errorDetail the detail in the messages of errors
 * @param warmUp the longest time that the server warms up before it is ready
 * @param playground true if the controller may try the policy with texts
 */
public record ExtProcConfig(
    DeploymentEnvironment environment,
    GrpcServerConfig grpc,
    HostPort ops,
    Optional<AdsClientConfig> controller,
    AuditConfig audit,
    Duration usageReportInterval,
    PolicySignatures signatures,
    Path rules,
    Optional<Path> wafRules,
    ShadowRulesConfig shadow,
    Optional<Path> modelRules,
    Duration reloadInterval,
    Optional<HashKey> hashKey,
    Optional<ExternalRecognizerConfig> recognizer,
    BodyInspectionMode inspection,
    StreamLimits limits,
    int maxStreams,
    int maxHeldBytes,
    int cacheBytes,
    Optional<SharedCacheConfig> sharedCache,
    Duration idleTimeout,
    int maxProjects,
    Optional<OtlpCollectorConfig> traces,
    boolean genAi,
    MessageDetail errorDetail,
    Duration warmUp,
    boolean playground) {
  private static final int MIB = 1 << 20;

  /**
   * The sizes of reads. With small reads, Envoy processes the first answers while the next bodies
   * are inspected. Bytes of a body whose client does not read use little memory.
   */
  private static final ReadSettings READING = new ReadSettings(16 << 10, 64 << 10, 128 << 10);

  /** Reads every key; the reader's {@code finish()} reports the problems. */
  public static ExtProcConfig read(ConfigReader config) {
    config.alias("dlp.rules", "DLP_RULES_PATH");
    config.alias("dlp.reload", "DLP_RELOAD_SECONDS");
    config.alias("dlp.stream-mode", "DLP_STREAM_MODE");
    config.alias("dlp.stream-max-buffer-bytes", "DLP_STREAM_MAX_BUFFER_BYTES");
    ConfigReader dlp = config.section("dlp");
    ConfigReader limits = config.section("limits");
    GrpcServerConfig grpc =
        GrpcServerConfig.read(config.section("grpc"), 9002, GrpcServerConfig.BODY_MESSAGE_BYTES)
            .withReadSettings(READING);
    DeploymentEnvironment environment =
        config.choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV);
    return new ExtProcConfig(
        environment,
        grpc,
        config.section("ops").address("address", new HostPort("127.0.0.1", 9102)),
        AdsClientConfig.read(config.section("controller"), "extproc"),
        AuditConfig.read(config.section("audit"), Path.of("state", "audit-spool")),
        positive(config.section("usage"), "report-every", Duration.ofSeconds(1)),
        PolicySignatures.read(config),
        dlp.fileOrFolder("rules", Path.of("policies/dlp_rules.yaml")),
        config.section("waf").optionalPath("rules"),
        ShadowRulesConfig.read(dlp.section("shadow")),
        config.section("policies").optionalFile("models"),
        positive(dlp, "reload", Duration.ofSeconds(30)),
        hashKey(dlp),
        ExternalRecognizerConfig.read(
            config.section("dlp.external"), environment == DeploymentEnvironment.DEV),
        dlp.choice("stream-mode", BodyInspectionMode.class, BodyInspectionMode.PRE_ONLY),
        new StreamLimits(
            dlp.integer("stream-max-buffer-bytes", MIB, 1 << 10, 64 * MIB),
            limits.integer("body-bytes", 16 * MIB, 1 << 10, 1 << 30),
            limits.integer("decoded-ratio", 100, 1, 10_000),
            grpc.maxMessageBytes(),
            limits.integer("coded-bytes", MIB, 0, 64 * MIB)),
        limits.integer("max-streams", 10_000, 1, 1_000_000),
        limits.integer("held-bytes", quarterOfHeap(), MIB, Integer.MAX_VALUE),
        limits.integer("cache-bytes", 64 * MIB, MIB, Integer.MAX_VALUE),
        SharedCacheConfig.read(config.section("cache.redis")),
        positive(limits, "idle-timeout", Duration.ofSeconds(330)),
        limits.integer("metric-projects", 200, 0, 100_000),
        OtlpCollectorConfig.read(config.section("tracing.otlp")),
        config.section("telemetry").flag("gen-ai", false),
        config.section("errors").choice("detail", MessageDetail.class, MessageDetail.FULL),
        config.duration("run-in", Duration.ofSeconds(10)),
        config.section("playground").flag("enabled", false));
  }

  /** Returns the loader of the DLP rules. */
  PolicyFile<DlpPolicy> rulesLoader() {
    return DlpPolicyCompiler.file(hashKey, recognizer.isPresent()).requiring(signatures);
  }

  /** Returns the loader of the WAF rules. */
  PolicyFile<WafPolicy> wafLoader() {
    return WafCompiler.file().requiring(signatures);
  }

  /** Returns the loader of the rules about models. */
  PolicyFile<ModelRules> modelLoader() {
    return ModelRulesCompiler.file().requiring(signatures);
  }

  /** Returns the environment's name in metadata and publishes. */
  String environmentLabel() {
    return environment.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<HashKey> hashKey(ConfigReader dlp) {
    Optional<Secret> key = dlp.optionalSecret("hash-key").filter(secret -> !secret.matches(""));
    if (key.isPresent() && !HashKey.isLongEnough(key.get())) {
      dlp.problem("hash-key", "must have at least " + HashKey.MIN_BYTES + " bytes");
      return Optional.empty();
    }
    return key.map(HashKey::new);
  }

  private static Duration positive(ConfigReader section, String key, Duration dflt) {
    Duration value = section.duration(key, dflt);
    if (value.isZero() || value.isNegative()) {
      section.problem(key, "must be longer than 0");
      return dflt;
    }
    return value;
  }

  private static int quarterOfHeap() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / 4, MIB, Integer.MAX_VALUE);
  }
}
