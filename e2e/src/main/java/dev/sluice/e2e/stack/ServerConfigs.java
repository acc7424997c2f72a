package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** The configuration files of the three servers, as text. */
final class ServerConfigs {
  private static final Duration EXTPROC_RUN_IN = Duration.ofSeconds(1);

  private final StackSettings settings;
  private final Ports ports;
  private final EmbeddedDatabase database;
  private final TokenIssuer issuer;

  ServerConfigs(StackSettings settings, EmbeddedDatabase database, TokenIssuer issuer) {
    this.settings = settings;
    this.ports = settings.ports();
    this.database = database;
    this.issuer = issuer;
  }

  String of(ServerKind kind) {
    return switch (kind) {
      case CONTROLLER -> controller(database.jdbcUrl(), true) + traced("  sample-percent: 100\n");
      case EXTAUTHZ -> extauthz("default") + traced("");
      case EXTPROC -> extproc() + traced("") + conventions();
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
            ports.address(Port.XDS),
            ports.address(Port.XDS_OPS),
            url,
            database.owner(),
            settings.state("xds-controller"),
            settings.secrets(),
            sample,
            ports.address(Port.EXTAUTHZ),
            ports.address(Port.EXTPROC),
            ports.address(Port.TABBY),
            ports.address(Port.CHAT),
            ports.address(Port.CANARY),
            ports.address(Port.AGENT),
            ports.address(Port.RAG),
            ports.address(Port.AURA),
            ports.address(Port.SERVICES),
            settings.upstreamAuthorities(),
            settings.chainKey());
  }

  String extauthz(String cluster) {
    return extauthz(cluster, "extauthz", settings.root().policies().resolve("authz.yaml"));
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
            ports.address(Port.EXTAUTHZ),
            ports.address(Port.EXTAUTHZ_OPS),
            agent(cluster, name),
            policy,
            settings.root().policies().resolve("waf_rules.yaml"),
            issuer.jwks(),
            issuer.issuer(),
            TokenIssuer.AUDIENCE,
            settings.bearers(),
            settings.state(name).resolve("decision-spool"),
            settings.chainKey(),
            decisions());
  }

  private String extproc() {
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
            ports.address(Port.EXTPROC),
            ports.address(Port.EXTPROC_OPS),
            agent("default", "extproc"),
            settings.root().policies().resolve("dlp_rules.yaml"),
            UUID.randomUUID(),
            settings.root().policies().resolve("waf_rules.yaml"),
            settings.state("extproc").resolve("spool"),
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
            ports.address(Port.XDS), cluster, name, settings.state(name).resolve("last-good"));
  }
}
