package dev.sluice.e2e.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.node.EnvoyConfigDump;
import dev.sluice.e2e.node.NodeResponseLog;
import dev.sluice.e2e.node.RecordingXdsNode;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An environment with a proxy between the controller and its database, and with recording nodes.
 */
final class DatabaseFaultStack implements AutoCloseable {
  private final TestEnvironment sluice;
  private final NumberedRowUpdates rows;
  private final TcpProxy proxy;
  private final List<NodeResponseLog> records = new ArrayList<>();
  private final List<RecordingXdsNode> nodes = new ArrayList<>();

  DatabaseFaultStack(TestEnvironment sluice, NumberedRowUpdates rows) {
    this.sluice = sluice;
    this.rows = rows;
    this.proxy = new TcpProxy(port(StackPort.DATABASE));
  }

  void start() {
    controllerAt(port(StackPort.DATABASE), proxy.port());
    rows.awaitAll(rows.lastNumber());
    addNode(port(StackPort.XDS), "default/watching");
  }

  TcpProxy proxy() {
    return proxy;
  }

  ManagedProcess controller() {
    return sluice.stack().process(ServerKind.CONTROLLER);
  }

  GatewayResponse readiness() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.XDS_OPS)).get("/readyz");
  }

  /** Adds a node and waits until it has the full configuration. */
  void addNode(int controller, String id) {
    NodeResponseLog record = new NodeResponseLog(NumberedRowUpdates.MOVED);
    nodes.add(new RecordingXdsNode(controller, id, record));
    records.add(record);
    ConditionWait.awaitTrue(
        id + " has everything",
        ControlPlaneState.LIMIT,
        () -> record.hasAll(NumberedRowUpdates.MANY, rows.lastNumber()));
  }

  /** Closes the last node. */
  void removeNode() {
    assertNoFaults();
    nodes.removeLast().close();
    records.removeLast();
  }

  /** Waits for an update at Envoy and at all nodes, and prints the time that it took. */
  void awaitUpdate(String what, long number) {
    awaitUpdate(what, number, records);
  }

  /** Waits for an update at Envoy and at the one node whose controller runs. */
  void awaitUpdate(String what, long number, int node) {
    awaitUpdate(what, number, List.of(records.get(node)));
  }

  private void awaitUpdate(String what, long number, List<NodeResponseLog> watched) {
    long start = System.nanoTime();
    rows.awaitAll(number);
    print(what, System.nanoTime() - start);
    for (NodeResponseLog record : watched) {
      ConditionWait.awaitTrue(
          "a node has all of it",
          ControlPlaneState.LIMIT,
          () -> record.hasAll(NumberedRowUpdates.MANY, number));
    }
  }

  void print(String what, long nanos) {
    System.out.printf("%s: caught up after %.2f s%n", what, nanos / 1e9);
  }

  boolean hasSeen(long number) {
    return records.stream().anyMatch(record -> record.hasSeen(number));
  }

  void awaitEqualVersions() {
    ConditionWait.awaitTrue(
        "both controllers serve the same",
        ControlPlaneState.LIMIT,
        () -> records.get(0).versions().equals(records.get(1).versions()));
  }

  void assertNoFaults() {
    for (NodeResponseLog record : records) {
      assertEquals(List.of(), record.protocolErrors());
      System.out.println(
          "  " + record.responses() + " responses so far: 0 in part, 0 back, 0 again");
    }
  }

  /** Returns the resources of Envoy, each with its update time. */
  Map<String, String> envoyResources() {
    return EnvoyConfigDump.read(envoyAdmin());
  }

  /** Returns the number of these resources that Envoy has updated since. */
  long countUpdatedSince(Map<String, String> before) {
    Map<String, String> now = envoyResources();
    return before.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
        .count();
  }

  /** Returns true if Envoy is connected to the controller on a port. */
  boolean isEnvoyConnectedTo(int controller) {
    return envoyAdmin()
        .get("/clusters")
        .body()
        .contains("sluice_controller::127.0.0.1:" + controller + "::cx_active::1");
  }

  /** Restarts Envoy with this controller in addition to the first. */
  void addControllerToEnvoy(int controller) {
    String first = endpoint(port(StackPort.XDS));
    restartEnvoy(lines ->
        lines.map(line ->
            line.contains(first) ? line + "\n" + line.replace(first, endpoint(controller)) : line));
  }

  /** Restarts Envoy without this controller. */
  void removeControllerFromEnvoy(int controller) {
    restartEnvoy(lines -> lines.filter(line -> !line.contains(endpoint(controller))));
  }

  private void restartEnvoy(UnaryOperator<Stream<String>> change) {
    Path file = sluice.stack().settings().config("envoy");
    write(file, change.apply(read(file).lines()).collect(Collectors.joining("\n", "", "\n")));
    sluice.stack().envoy().kill();
    sluice.stack().envoy().start();
    sluice.stack().awaitGateway();
    rows.awaitAll(rows.lastNumber());
  }

  private static String endpoint(int port) {
    return "port_value: " + port + "}";
  }

  @Override
  public void close() {
    nodes.forEach(RecordingXdsNode::close);
    controllerAt(proxy.port(), port(StackPort.DATABASE));
    proxy.close();
  }

  /** Restarts the controller with another port of its database. */
  private void controllerAt(int from, int to) {
    Path file = sluice.stack().settings().config(ServerKind.CONTROLLER.module());
    write(file, read(file).replace("127.0.0.1:" + from + "/", "127.0.0.1:" + to + "/"));
    if (controller().isAlive()) {
      controller().kill();
    }
    controller().start();
    controller().awaitReady();
  }

  private GatewayClient envoyAdmin() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN));
  }

  private int port(StackPort port) {
    return sluice.stack().ports().of(port);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
