package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.StubTokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** The texts of the configuration files of the three servers. */
final class ServerConfigFiles {
  private static final Duration EXTPROC_RUN_IN = Duration.ofSeconds(1);

  private final StackSettings settings;
  private final StackPorts ports;
  private final EmbeddedDatabase database;
  private final StubTokenIssuer issuer;

  ServerConfigFiles(StackSettings settings, EmbeddedDatabase database, StubTokenIssuer issuer) {
    this.settings = settings;
    this.ports = settings.ports();
    this.database = database;
    this.issuer = issuer;
  }

  String of(ServerKind kind) {
    return switch (kind) {
      case CONTROLLER ->
          controller(database.jdbcUrl(), true) + api() + traced("  sample-percent: 100\n");
      case EXTAUTHZ -> extauthz("default") + traced("");
      case EXTPROC -> extproc("extproc") + traced("") + conventions();
    };
  }

  private String decisions() {
    return settings
        .collector()
        .map(collector -> "  otlp:\n    address: " + collector)
        .orElseGet(() ->
            "  database:\n    url: %s\n    user: sluice_audit_writer"
                .formatted(database.jdbcUrl()));
  }

  private String traced(String more) {
    return settings
        .collector()
        .map(collector -> "tracing:\n" + more + "  otlp:\n    address: " + collector + "\n")
        .orElse("");
  }

  private String conventions() {
    return settings.collector().map(collector -> "telemetry:\n  gen-ai: true\n").orElse("");
  }

  String controller(String url, boolean sample) {
    return """
    environment: dev
    xds:
      address: %s
    ops:
      address: %s
    database:
      url: %s
      user: %s
    state-dir: %s
    secrets:
      dir: %s
    sample-data: %s
    listener:
      address: 127.0.0.1
    policy-servers:
      extauthz:
        address: %s
      extproc:
        address: %s
    upstream:
      tabby: %s
      chat: %s
      chat-canary: %s
      agent: %s
      rag: %s
      aura: %s
      services: %s
      ca-file: %s
    audit:
      chain:
        signing-key: %s
    """
        .formatted(
            ports.address(StackPort.XDS),
            ports.address(StackPort.XDS_OPS),
            url,
            database.owner(),
            settings.stateFolder("xds-controller"),
            settings.secretsFolder(),
            sample,
            ports.address(StackPort.EXTAUTHZ),
            ports.address(StackPort.EXTPROC),
            ports.address(StackPort.TABBY),
            ports.address(StackPort.CHAT),
            ports.address(StackPort.CANARY),
            ports.address(StackPort.AGENT),
            ports.address(StackPort.RAG),
            ports.address(StackPort.AURA),
            ports.address(StackPort.SERVICES),
            settings.upstreamAuthorities(),
            settings.chainKey());
  }

  /** Returns the section of the API. A release without the file of roles has no API. */
  private String api() {
    Path roles = settings.policies().resolve("rbac.yaml");
    if (!Files.exists(roles)) {
      return "";
    }
    return """
    api:
      address: %s
      issuers: ["%s"]
      audiences: [%s]
      jwks-url: %s
      rbac: %s
    """
        .formatted(
            ports.address(StackPort.API),
            issuer.issuer(),
            StubTokenIssuer.AUDIENCE,
            issuer.jwks(),
            roles);
  }

  String extauthz(String cluster) {
    return extauthz(cluster, "extauthz", settings.policies().resolve("authz.yaml"));
  }

  String extauthz(String cluster, String name, Path policy) {
    return """
    environment: dev
    %s
    grpc:
      address: %s
    ops:
      address: %s
    %s
    policies:
      authz: %s
      shadow:
        authz: %s
        waf: %s
      reload: 1s
    waf:
      rules: %s
    jwt:
      jwks-url: %s
      issuer: %s
      audience: %s
      dev-mode: true
    upstream:
      internal-token: demo-internal-token
      secrets-dir: %s
    audit:
      decisions: true
      spool-dir: %s
      chain:
        signing-key: %s
        checkpoint-every: 1s
    %s
    """
        .formatted(
            settings.runIn().map(longest -> "run-in: " + longest.toMillis() + "ms").orElse(""),
            ports.address(StackPort.EXTAUTHZ),
            ports.address(StackPort.EXTAUTHZ_OPS),
            agent(cluster, name),
            policy,
            settings.shadowFolder(name).resolve("authz.yaml"),
            settings.shadowFolder(name).resolve("waf_rules.yaml"),
            settings.policies().resolve("waf_rules.yaml"),
            issuer.jwks(),
            issuer.issuer(),
            StubTokenIssuer.AUDIENCE,
            settings.bearerTokenFolder(),
            settings.stateFolder(name).resolve("decision-spool"),
            settings.chainKey(),
            decisions());
  }

  String extproc(String name) {
    return """
    environment: dev
    run-in: %s
    grpc:
      address: %s
      drain: 2s
    ops:
      address: %s
    %s
    dlp:
      rules: %s
      reload: 1s
      shadow:
        rules: %s
      hash-key: %s
    waf:
      rules: %s
    audit:
      spool-dir: %s
      chain:
        signing-key: %s
        checkpoint-every: 1s
      database:
        url: %s
        user: sluice_audit_writer
    """
        .formatted(
            settings.runIn().orElse(EXTPROC_RUN_IN).toMillis() + "ms",
            ports.address(StackPort.EXTPROC),
            ports.address(StackPort.EXTPROC_OPS),
            agent("default", name),
            settings.policies().resolve("dlp_rules.yaml"),
            settings.shadowFolder(name).resolve("dlp_rules.yaml"),
            UUID.randomUUID(),
            settings.policies().resolve("waf_rules.yaml"),
            settings.stateFolder(name).resolve("spool"),
            settings.chainKey(),
            database.jdbcUrl());
  }

  private String agent(String cluster, String name) {
    return """
    controller:
      address: %s
      cluster: %s
      name: %s
      cache-dir: %s\
    """
        .formatted(
            ports.address(StackPort.XDS),
            cluster,
            name,
            settings.stateFolder(name).resolve("last-good"));
  }
}
