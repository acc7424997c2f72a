package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.node.EnvoyDump;
import dev.sluice.e2e.node.NodeRecord;
import dev.sluice.e2e.node.WatchingNode;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Port;
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

/** The environment with its controller behind a proxy, and nodes that watch. */
final class TroubledStack implements AutoCloseable {
  private final Sluice sluice;
  private final MovingRows rows;
  private final TcpProxy proxy;
  private final List<NodeRecord> records = new ArrayList<>();
  private final List<WatchingNode> nodes = new ArrayList<>();

  TroubledStack(Sluice sluice, MovingRows rows) {
    this.sluice = sluice;
    this.rows = rows;
    this.proxy = new TcpProxy(port(Port.DATABASE));
  }

  void start() {
    controllerAt(port(Port.DATABASE), proxy.port());
    rows.await(rows.last());
    watch(port(Port.XDS), "default/watching");
  }

  TcpProxy proxy() {
    return proxy;
  }

  ManagedProcess controller() {
    return sluice.stack().process(ServerKind.CONTROLLER);
  }

  Answer readiness() {
    return new GatewayClient(sluice.stack().ports().http(Port.XDS_OPS)).get("/readyz");
  }

  /** One more node, which has everything when this returns. */
  void watch(int controller, String id) {
    NodeRecord record = new NodeRecord(MovingRows.MOVED);
    nodes.add(new WatchingNode(controller, id, record));
    records.add(record);
    Await.until(
        id + " has everything", Proof.LIMIT, () -> record.has(MovingRows.MANY, rows.last()));
  }

  /** Ends the last of the nodes. */
  void unwatch() {
    assertNoFaults();
    nodes.removeLast().close();
    records.removeLast();
  }

  /** Waits for a move at Envoy and at all watching nodes; tells how long that took. */
  void caughtUp(String what, long number) {
    caughtUp(what, number, records);
  }

  /** The same for the only node whose controller lives. */
  void caughtUp(String what, long number, int node) {
    caughtUp(what, number, List.of(records.get(node)));
  }

  private void caughtUp(String what, long number, List<NodeRecord> watched) {
    long start = System.nanoTime();
    rows.await(number);
    print(what, System.nanoTime() - start);
    for (NodeRecord record : watched) {
      Await.until("a node has all of it", Proof.LIMIT, () -> record.has(MovingRows.MANY, number));
    }
  }

  void print(String what, long nanos) {
    System.out.printf("%s: caught up after %.2f s%n", what, nanos / 1e9);
  }

  boolean hasSeen(long number) {
    return records.stream().anyMatch(record -> record.hasSeen(number));
  }

  void awaitEqualVersions() {
    Await.until(
        "both controllers serve the same",
        Proof.LIMIT,
        () -> records.get(0).versions().equals(records.get(1).versions()));
  }

  void assertNoFaults() {
    for (NodeRecord record : records) {
      assertEquals(List.of(), record.faults());
      System.out.println(
          "  " + record.responses() + " responses so far: 0 in part, 0 back, 0 again");
    }
  }

  /** What Envoy has, each resource with the time when it took it. */
  Map<String, String> envoyHas() {
    return EnvoyDump.read(envoyAdmin());
  }

  /** How many of these Envoy has taken anew since. */
  long takenSince(Map<String, String> before) {
    Map<String, String> now = envoyHas();
    return before.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
        .count();
  }

  /** Whether Envoy has a connection to the controller on that port. */
  boolean envoyIsAt(int controller) {
    return envoyAdmin()
        .get("/clusters")
        .body()
        .contains("sluice_controller::127.0.0.1:" + controller + "::cx_active::1");
  }

  /** Starts Envoy anew, to know this controller besides the first. */
  void tellEnvoyOf(int controller) {
    String first = endpoint(port(Port.XDS));
    restartEnvoy(lines ->
        lines.map(line ->
            line.contains(first) ? line + "\n" + line.replace(first, endpoint(controller)) : line));
  }

  /** Starts Envoy anew, to know this controller no more. */
  void tellEnvoyNothingOf(int controller) {
    restartEnvoy(lines -> lines.filter(line -> !line.contains(endpoint(controller))));
  }

  private void restartEnvoy(UnaryOperator<Stream<String>> change) {
    Path file = sluice.stack().settings().config("envoy");
    write(file, change.apply(read(file).lines()).collect(Collectors.joining("\n", "", "\n")));
    sluice.stack().envoy().kill();
    sluice.stack().envoy().start();
    sluice.stack().awaitGateway();
    rows.await(rows.last());
  }

  private static String endpoint(int port) {
    return "port_value: " + port + "}";
  }

  @Override
  public void close() {
    nodes.forEach(WatchingNode::close);
    controllerAt(proxy.port(), port(Port.DATABASE));
    proxy.close();
  }

  /** Starts the controller anew, to find its database at another port. */
  private void controllerAt(int from, int to) {
    Path file = sluice.stack().settings().config(ServerKind.CONTROLLER.module());
    write(file, read(file).replace("127.0.0.1:" + from + "/", "127.0.0.1:" + to + "/"));
    if (controller().alive()) {
      controller().kill();
    }
    controller().start();
    controller().awaitReady();
  }

  private GatewayClient envoyAdmin() {
    return new GatewayClient(sluice.stack().ports().http(Port.ENVOY_ADMIN));
  }

  private int port(Port port) {
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
