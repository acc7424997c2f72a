package dev.sluice.e2e.stack;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.xds.EnvoyBootstrap;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.PidFile;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ReadinessProbe;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.stub.StubUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment of PostgreSQL, the stubs, the three servers and Envoy, started and stopped
 * together.
 */
public final class SluiceStack implements AutoCloseable {
  private static final Duration SERVER_LIMIT = Duration.ofMinutes(2);

  private static final Map<StackPort, String> UPSTREAMS =
      Map.of(
          StackPort.AGENT, "agent",
          StackPort.CHAT, "chat",
          StackPort.CANARY, "chat-canary",
          StackPort.TABBY, "tabby",
          StackPort.RAG, "rag",
          StackPort.AURA, "aura",
          StackPort.SERVICES, "services");

  private final StackSettings settings;
  private final EmbeddedDatabase database;
  private final StubTokenIssuer issuer;
  private final Map<StackPort, StubUpstream> upstreams = new EnumMap<>(StackPort.class);
  private final Map<ServerKind, ManagedProcess> servers = new EnumMap<>(ServerKind.class);
  private final ManagedProcess envoy;

  public SluiceStack(StackSettings settings) {
    StackPorts ports = settings.ports();
    this.settings = settings;
    this.database = settings.database();
    this.issuer = new StubTokenIssuer(ports.of(StackPort.ISSUER));
    UPSTREAMS.forEach((port, name) -> upstreams.put(port, new StubUpstream(name, ports.of(port))));
    for (ServerKind kind : ServerKind.values()) {
      servers.put(kind, server(kind));
    }
    this.envoy = envoyProcess();
  }

  public StackPorts ports() {
    return settings.ports();
  }

  public StackSettings settings() {
    return settings;
  }

  public EmbeddedDatabase database() {
    return database;
  }

  public StubTokenIssuer issuer() {
    return issuer;
  }

  public StubUpstream chat() {
    return upstream(StackPort.CHAT);
  }

  /** Returns the stub that listens on an upstream port. */
  public StubUpstream upstream(StackPort port) {
    StubUpstream upstream = upstreams.get(port);
    if (upstream == null) {
      throw new IllegalArgumentException(port.name());
    }
    return upstream;
  }

  public ManagedProcess process(ServerKind kind) {
    ManagedProcess process = servers.get(kind);
    if (process == null) {
      throw new IllegalStateException(kind.name());
    }
    return process;
  }

  public ManagedProcess envoy() {
    return envoy;
  }

  /** Stops the processes that an earlier owner of this folder left running. Returns their names. */
  public List<String> stopLeftovers() {
    return PidFile.stopLeftovers(settings.pidFolder());
  }

  /** Starts every part and waits until the gateway responds. */
  public void start(StartProgressListener progress) {
    writeConfigs();
    timed(progress, "PostgreSQL", StackPort.DATABASE, database::start);
    timed(progress, "upstreams and token issuer", StackPort.AGENT, this::startStubs);
    servers.values().forEach(ManagedProcess::start);
    timed(progress, "xds-controller", StackPort.XDS, process(ServerKind.CONTROLLER)::awaitReady);
    moveListener("ai-gateway", StackPort.GATEWAY);
    moveListener("api-gateway", StackPort.API_GATEWAY);
    envoy.start();
    timed(
        progress, "extauthz-server", StackPort.EXTAUTHZ, process(ServerKind.EXTAUTHZ)::awaitReady);
    timed(
        progress, "extproc-dlp-server", StackPort.EXTPROC, process(ServerKind.EXTPROC)::awaitReady);
    timed(progress, "Envoy", StackPort.GATEWAY, this::awaitGateway);
  }

  /** Restarts each part that ends from now on; close the watch before the environment. */
  public ServerWatch watch(StartProgressListener progress) {
    return ServerWatch.of(this, progress);
  }

  /** Returns the processes by the port at which each serves. */
  Map<StackPort, ManagedProcess> processes() {
    Map<StackPort, ManagedProcess> processes = new EnumMap<>(StackPort.class);
    processes.put(StackPort.XDS, process(ServerKind.CONTROLLER));
    processes.put(StackPort.EXTAUTHZ, process(ServerKind.EXTAUTHZ));
    processes.put(StackPort.EXTPROC, process(ServerKind.EXTPROC));
    processes.put(StackPort.GATEWAY, envoy);
    return processes;
  }

  /** Stops the parts in the reverse order of their start. */
  @Override
  public void close() {
    envoy.close();
    process(ServerKind.EXTPROC).close();
    process(ServerKind.EXTAUTHZ).close();
    process(ServerKind.CONTROLLER).close();
    upstreams.values().forEach(StubUpstream::close);
    issuer.close();
    database.close();
  }

  /** Waits until Envoy has its configuration and both gateways serve their routes. */
  public void awaitGateway() {
    envoy.awaitReady();
    for (StackPort port : List.of(StackPort.GATEWAY, StackPort.API_GATEWAY)) {
      URI nowhere = ports().http(port).resolve("/v1/other");
      ConditionWait.awaitTrue(
          "the gateway answers", SERVER_LIMIT, () -> ReadinessProbe.respondsToHttp(nowhere));
    }
  }

  private void startStubs() {
    issuer.start();
    upstreams.values().forEach(StubUpstream::start);
  }

  private void timed(StartProgressListener progress, String part, StackPort port, Runnable step) {
    long start = System.nanoTime();
    step.run();
    progress.onReady(part, ports().address(port), Duration.ofNanos(System.nanoTime() - start));
  }

  // Moves a sample gateway from its documented port to the port of this environment.
  private void moveListener(String gateway, StackPort port) {
    try (Connection connection = database.connect();
        PreparedStatement move =
            connection.prepareStatement(
                "update gateway_listeners set port = ? from gateways join tenants on tenants.id = tenant_id"
                    + " where gateways.id = gateway_id and slug = 'sample' and gateways.name = ?"
                    + " and gateway_listeners.name = 'http' and port <> ?")) {
      move.setInt(1, ports().of(port));
      move.setString(2, gateway);
      move.setInt(3, ports().of(port));
      move.executeUpdate();
    } catch (SQLException e) {
      throw new ProcessFailedException("the sample gateway's port could not be set", e);
    }
  }

  private void writeConfigs() {
    ServerConfigFiles configs = new ServerConfigFiles(settings, database, issuer);
    for (ServerKind kind : ServerKind.values()) {
      settings.write(kind.module(), configs.of(kind));
    }
    settings.prepareSecrets();
    settings.write("envoy", bootstrap().yaml());
  }

  private EnvoyBootstrap bootstrap() {
    return new EnvoyBootstrap(
        "default/envoy",
        "default",
        Optional.empty(),
        HostPort.parse(ports().address(StackPort.XDS)),
        HostPort.parse(ports().address(StackPort.ENVOY_ADMIN)));
  }

  private ManagedProcess server(ServerKind kind) {
    Path config = settings.config(kind.module());
    return settings.process(
        kind.module(),
        settings.command(kind, config),
        ports().http(StackPort.opsOf(kind)).resolve("/readyz"));
  }

  private ManagedProcess envoyProcess() {
    return settings.process(
        "envoy",
        EnvoyCommand.of(settings.envoy(), settings.config("envoy")),
        ports().http(StackPort.ENVOY_ADMIN).resolve("/ready"));
  }
}
