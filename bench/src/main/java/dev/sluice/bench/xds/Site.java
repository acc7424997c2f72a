package dev.sluice.bench.xds;

import dev.sluice.bench.Environments;
import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.xds.client.Contents;
import dev.sluice.bench.xds.client.Fleet;
import dev.sluice.bench.xds.client.RemoteFleet;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole Sluice with the bench's rows in its database. */
public final class Site implements AutoCloseable {
  static final String CLUSTER = "default";
  static final Duration LIMIT = Duration.ofMinutes(10);

  private final SluiceStack stack;
  private final Rows rows;

  private Site(SluiceStack stack, Rows rows) {
    this.stack = stack;
    this.rows = rows;
  }

  /** Starts everything, with no more than the sample rows. */
  public static Site start(List<String> controllerJava) throws IOException {
    SluiceStack stack = Environments.start(Map.of(ServerKind.CONTROLLER, controllerJava));
    try {
      return new Site(stack, new Rows(stack.database().connect()));
    } catch (SQLException e) {
      stack.close();
      throw new ProcessFailedException("PostgreSQL could not be reached", e);
    }
  }

  public Rows rows() {
    return rows;
  }

  int upstreamPort() {
    return stack.ports().of(StackPort.AGENT);
  }

  int gatewayPort() {
    return stack.ports().of(StackPort.GATEWAY);
  }

  Path log(String name) {
    return stack.settings().log(name);
  }

  Path home() {
    return stack.settings().home();
  }

  java.net.URI envoyAdmin() {
    return stack.ports().http(StackPort.ENVOY_ADMIN);
  }

  /** Writes the products; the moment after COMMIT. */
  public long addProducts(int from, int to) {
    return rows.addProducts(from, to, upstreamPort());
  }

  /** One simulated node in this process. */
  public Fleet observer(Contents contents) {
    return new Fleet(stack.ports().of(StackPort.XDS), CLUSTER, "observer-", 1, contents);
  }

  RemoteFleet fleet(int nodes) {
    int port = stack.ports().of(StackPort.XDS);
    return RemoteFleet.start(port, CLUSTER, "simulated-", nodes, log("fleet"));
  }

  ProcessUse controller() {
    return new ProcessUse(stack.process(ServerKind.CONTROLLER).pid());
  }

  ProcessUse envoy() {
    return new ProcessUse(stack.envoy().pid());
  }

  void killController() {
    stack.process(ServerKind.CONTROLLER).kill();
  }

  void startController() {
    stack.process(ServerKind.CONTROLLER).start();
  }

  void awaitController() {
    stack.process(ServerKind.CONTROLLER).awaitReady();
  }

  void killEnvoy() {
    stack.envoy().kill();
  }

  void startEnvoy() {
    stack.envoy().start();
  }

  /** Stops everything and deletes the data; the logs stay. */
  @Override
  public void close() {
    rows.close();
    stack.close();
    try (Stream<Path> files = Files.walk(home().resolve("postgres"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
