package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stub.StubTokenIssuer;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An environment of PostgreSQL, the token issuer and an xds-controller with its management API. */
public final class ManagementStack implements AutoCloseable {
  private static final int REQUESTS_PER_MINUTE = 1_000_000;

  private final EmbeddedDatabase database;
  private final StubTokenIssuer issuer;
  private final ManagedProcess controller;
  private final URI api;
  private final Path state;

  /**
   * Creates an environment on free ports.
   *
   * @param home the folder of its data and configuration
   * @param logs the folder of its logs
   */
  public ManagementStack(Path home, Path logs) {
    StackPorts ports = StackPorts.findFree();
    StackSettings settings = settings(home.toAbsolutePath(), logs.toAbsolutePath(), ports);
    this.database = settings.database();
    this.issuer = new StubTokenIssuer(ports.of(StackPort.ISSUER));
    this.api = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
    this.state = settings.stateFolder("xds-controller");
    settings.prepareSecrets();
    String name = ServerKind.CONTROLLER.module();
    settings.write(
        name,
        new ServerConfigFiles(settings, database, issuer).controller(database.jdbcUrl(), false));
    this.controller =
        settings.process(
            name,
            settings.command(ServerKind.CONTROLLER, settings.config(name)),
            ports.http(StackPort.XDS_OPS).resolve("/readyz"),
            apiSettings(settings));
  }

  private static StackSettings settings(Path home, Path logs, StackPorts ports) {
    RepositoryRoot root = RepositoryRoot.find();
    return new StackSettings(
        root,
        root.policies(),
        home,
        home,
        logs,
        Path.of("envoy"),
        DownloadCache.folder(System.getenv()).resolve("postgres"),
        ports,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Map<String, String> apiSettings(StackSettings settings) {
    Map<String, String> variables =
        new HashMap<>(ApiVariables.of(api.getAuthority(), issuer, settings.root().policies()));
    variables.put("SLUICE_API_REQUESTS_PER_MINUTE", String.valueOf(REQUESTS_PER_MINUTE));
    return variables;
  }

  /** Starts all parts and waits until the API answers. */
  public void start() {
    database.start();
    issuer.start();
    controller.start();
    controller.awaitReady();
  }

  /** Returns the address of the API. */
  public URI api() {
    return api;
  }

  public StubTokenIssuer issuer() {
    return issuer;
  }

  /** Returns the file of the token that makes a user the first administrator. */
  public Path firstAdminToken() {
    return state.resolve("first-admin-token");
  }

  @Override
  public void close() {
    controller.close();
    issuer.close();
    database.close();
  }
}
