package dev.sluice.e2e.stack;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.xds.EnvoyBootstrap;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.PidFile;
import dev.sluice.e2e.process.ProcessFailure;
import dev.sluice.e2e.process.ReadyProbe;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.stub.TokenIssuer;
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

/** PostgreSQL, the stand-ins, the three servers and Envoy, started and stopped together. */
public final class Stack implements AutoCloseable {
  private static final Duration SERVER_LIMIT = Duration.ofMinutes(2);

  private static final Map<Port, String> UPSTREAMS =
      Map.of(
          Port.AGENT, "agent",
          Port.CHAT, "chat",
          Port.CANARY, "chat-canary",
          Port.TABBY, "tabby",
          Port.RAG, "rag",
          Port.AURA, "aura",
          Port.SERVICES, "services");

  private final StackSettings settings;
  private final EmbeddedDatabase database;
  private final TokenIssuer issuer;
  private final Map<Port, StubUpstream> upstreams = new EnumMap<>(Port.class);
  private final Map<ServerKind, ManagedProcess> servers = new EnumMap<>(ServerKind.class);
  private final ManagedProcess envoy;

  public Stack(StackSettings settings) {
    Ports ports = settings.ports();
    this.settings = settings;
    this.database =
        new EmbeddedDatabase(
            settings.databaseBinaries(),
            settings.home().resolve("postgres"),
            settings.log("postgres"),
            ports.of(Port.DATABASE));
    this.issuer = new TokenIssuer(ports.of(Port.ISSUER));
    UPSTREAMS.forEach((port, name) -> upstreams.put(port, new StubUpstream(name, ports.of(port))));
    for (ServerKind kind : ServerKind.values()) {
      servers.put(kind, server(kind));
    }
    this.envoy = envoyProcess();
  }

  public Ports ports() {
    return settings.ports();
  }

  public StackSettings settings() {
    return settings;
  }

  public EmbeddedDatabase database() {
    return database;
  }

  public TokenIssuer issuer() {
    return issuer;
  }

  public StubUpstream chat() {
    return upstream(Port.CHAT);
  }

  /** The stand-in that listens on one of the upstreams' ports. */
  public StubUpstream upstream(Port port) {
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

  /** Ends what an earlier owner of this home left running; the names of what was found. */
  public List<String> endLeftovers() {
    return PidFile.endLeftovers(settings.pidFolder());
  }

  /** Starts every part and returns when the gateway answers. */
  public void start(Progress progress) {
    writeConfigs();
    timed(progress, "PostgreSQL", Port.DATABASE, database::start);
    timed(progress, "upstreams and token issuer", Port.AGENT, this::startStubs);
    servers.values().forEach(ManagedProcess::start);
    timed(progress, "xds-controller", Port.XDS, process(ServerKind.CONTROLLER)::awaitReady);
    moveListener("ai-gateway", Port.GATEWAY);
    moveListener("api-gateway", Port.API_GATEWAY);
    envoy.start();
    timed(progress, "extauthz-server", Port.EXTAUTHZ, process(ServerKind.EXTAUTHZ)::awaitReady);
    timed(progress, "extproc-dlp-server", Port.EXTPROC, process(ServerKind.EXTPROC)::awaitReady);
    timed(progress, "Envoy", Port.GATEWAY, this::awaitGateway);
  }

  /** Restarts each part that ends from now on; close the watch before the environment. */
  public ServerWatch watch(Progress progress) {
    return ServerWatch.of(this, progress);
  }

  /** The processes that are started as they are, by the port at which each serves. */
  Map<Port, ManagedProcess> processes() {
    Map<Port, ManagedProcess> processes = new EnumMap<>(Port.class);
    processes.put(Port.XDS, process(ServerKind.CONTROLLER));
    processes.put(Port.EXTAUTHZ, process(ServerKind.EXTAUTHZ));
    processes.put(Port.EXTPROC, process(ServerKind.EXTPROC));
    processes.put(Port.GATEWAY, envoy);
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

  /** Returns when Envoy has its configuration and both gateways answer by their routes. */
  public void awaitGateway() {
    envoy.awaitReady();
    for (Port port : List.of(Port.GATEWAY, Port.API_GATEWAY)) {
      URI nowhere = ports().http(port).resolve("/v1/other");
      Await.until("the gateway answers", SERVER_LIMIT, () -> ReadyProbe.answers(nowhere));
    }
  }

  private void startStubs() {
    issuer.start();
    upstreams.values().forEach(StubUpstream::start);
  }

  private void timed(Progress progress, String part, Port port, Runnable step) {
    long start = System.nanoTime();
    step.run();
    progress.ready(part, ports().address(port), Duration.ofNanos(System.nanoTime() - start));
  }

  // A sample gateway listens on its documented port; an environment of its own moves it.
  private void moveListener(String gateway, Port port) {
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
      throw new ProcessFailure("the sample gateway's port could not be set", e);
    }
  }

  private void writeConfigs() {
    ServerConfigs configs = new ServerConfigs(settings, database, issuer);
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
        HostPort.parse(ports().address(Port.XDS)),
        HostPort.parse(ports().address(Port.ENVOY_ADMIN)));
  }

  private ManagedProcess server(ServerKind kind) {
    Path config = settings.config(kind.module());
    return settings.process(
        kind.module(),
        settings.command(kind, config),
        ports().http(opsPort(kind)).resolve("/readyz"));
  }

  private ManagedProcess envoyProcess() {
    return settings.process(
        "envoy",
        EnvoyCommand.of(settings.envoy(), settings.config("envoy")),
        ports().http(Port.ENVOY_ADMIN).resolve("/ready"));
  }

  private static Port opsPort(ServerKind kind) {
    return switch (kind) {
      case CONTROLLER -> Port.XDS_OPS;
      case EXTAUTHZ -> Port.EXTAUTHZ_OPS;
      case EXTPROC -> Port.EXTPROC_OPS;
    };
  }
}
