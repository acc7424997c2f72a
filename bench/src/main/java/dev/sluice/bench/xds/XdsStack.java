package dev.sluice.bench.xds;

import dev.sluice.bench.process.BenchStack;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.xds.node.NodeFleet;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A whole Sluice whose database has the rows of the bench. */
final class XdsStack implements AutoCloseable {
  static final String CLUSTER = "default";
  static final Duration LIMIT = Duration.ofMinutes(10);

  private final SluiceStack stack;
  private final BenchRows rows;

  private int prefixes;

  private XdsStack(SluiceStack stack, BenchRows rows) {
    this.stack = stack;
    this.rows = rows;
  }

  /** Starts all parts with the sample rows only. */
  static XdsStack start(List<String> controllerJava) throws IOException {
    SluiceStack stack = BenchStack.start(Map.of(ServerKind.CONTROLLER, controllerJava));
    try {
      return new XdsStack(stack, new BenchRows(stack.database().connect()));
    } catch (SQLException e) {
      stack.close();
      throw new ProcessFailedException("PostgreSQL could not be reached", e);
    }
  }

  BenchRows rows() {
    return rows;
  }

  /** Returns a new prefix, which identifies a change in responses. */
  String nextPrefix() {
    return "/g" + ++prefixes + "/";
  }

  int gatewayPort() {
    return stack.ports().of(StackPort.GATEWAY);
  }

  URI envoyAdmin() {
    return stack.ports().http(StackPort.ENVOY_ADMIN);
  }

  /** Adds products and returns the time after the COMMIT, in nanoseconds. */
  long addProducts(int from, int to) {
    return rows.addProducts(from, to, stack.ports().of(StackPort.AGENT));
  }

  /** Returns a simulated node in this process. */
  NodeFleet observer() {
    return new NodeFleet(stack.ports().of(StackPort.XDS), CLUSTER, "observer-", 1);
  }

  NodeFleet fleet(int nodes) {
    return new NodeFleet(stack.ports().of(StackPort.XDS), CLUSTER, "simulated-", nodes);
  }

  ManagedProcess controller() {
    return stack.process(ServerKind.CONTROLLER);
  }

  ManagedProcess envoy() {
    return stack.envoy();
  }

  /** Stops all parts and deletes the data, but keeps the logs. */
  @Override
  public void close() {
    rows.close();
    stack.close();
    ProcessGroup.delete(stack.settings().home().resolve("postgres"));
  }
}
