package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.SteadyLoad;
import dev.sluice.e2e.node.NodeRecord;
import dev.sluice.e2e.node.WatchingNode;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.stack.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment with its controller behind a proxy, objects that one transaction moves all at
 * once and one that moves alone, and nodes that watch.
 */
final class TroubledStack implements AutoCloseable {
  private static final int MANY = 50;
  private static final int PER_SECOND = 100;
  private static final String MOVE =
      "update routes set rewrite_prefix = ? where name like 'trouble-many-%'";
  private static final Pattern MOVED = Pattern.compile("/moved-(\\d+)");

  private final Sluice sluice;
  private final TcpProxy proxy;
  private final List<NodeRecord> records = new ArrayList<>();
  private final List<WatchingNode> nodes = new ArrayList<>();
  private final Provider provider;
  private long moves;
  private long singles;

  TroubledStack(Sluice sluice) {
    this.sluice = sluice;
    this.proxy = new TcpProxy(port(Port.DATABASE));
    this.provider = sluice.provider("trouble");
  }

  void start() {
    for (int n = 0; n < MANY; n++) {
      publish(many(n));
    }
    publish("trouble-one");
    rewrite(ServerKind.CONTROLLER.module(), port(Port.DATABASE), proxy.port());
    restart();
    long number = move();
    Proof.awaitPath(client(many(0)), moved(number));
    watch(port(Port.XDS), "default/watching");
  }

  TcpProxy proxy() {
    return proxy;
  }

  ManagedProcess controller() {
    return sluice.stack().process(ServerKind.CONTROLLER);
  }

  GatewayClient envoyAdmin() {
    return new GatewayClient(sluice.stack().ports().http(Port.ENVOY_ADMIN));
  }

  Answer readiness() {
    return new GatewayClient(sluice.stack().ports().http(Port.XDS_OPS)).get("/readyz");
  }

  /** One more node, which has everything when this returns. */
  void watch(int controller, String id) {
    NodeRecord record = new NodeRecord(MOVED);
    nodes.add(new WatchingNode(controller, id, record));
    records.add(record);
    Await.until(id + " has everything", Proof.LIMIT, () -> record.has(MANY, moves));
  }

  /** Ends the last of the nodes. */
  void unwatch() {
    assertNoFaults();
    nodes.removeLast().close();
    records.removeLast();
  }

  SteadyLoad load() {
    List<String> names = new ArrayList<>(List.of("trouble-one"));
    for (int n = 0; n < MANY; n++) {
      names.add(many(n));
    }
    GatewayClient gateway = sluice.at(provider.port(), "any");
    return new SteadyLoad(names, PER_SECOND, name -> gateway.with("Host", host(name)).get("/"));
  }

  /** Returns when the load has gone on for about so many seconds. */
  void awaitMore(SteadyLoad load, int seconds) {
    long enough = load.count() + (long) seconds * PER_SECOND;
    Await.until(
        "the load went on", Proof.LIMIT.plusSeconds(2L * seconds), () -> load.count() >= enough);
  }

  /** Ends the load, of which nothing has failed. */
  void end(SteadyLoad load) {
    awaitMore(load, 1);
    load.close();
    Set<String> ends = new TreeSet<>();
    load.outcomes().keySet().forEach(end -> ends.add(end.substring(end.indexOf(' ') + 1)));
    assertEquals(Set.of("200"), ends, () -> load.outcomes().toString());
    System.out.println("  " + load.count() + " requests, all served");
  }

  /** Moves all of many in one transaction; its number. */
  long move() {
    sluice.rows().execute(MOVE, moved(++moves));
    return moves;
  }

  /** The same on a connection that has to commit it. */
  long move(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setString(1, moved(++moves));
      assertEquals(MANY, statement.executeUpdate());
    }
    return moves;
  }

  /** Moves the one that moves alone; what its requests become. */
  String moveOne() {
    String path = "/alone-" + ++singles;
    sluice.rows().execute("update routes set rewrite_prefix = ? where name = 'trouble-one'", path);
    return path;
  }

  void awaitOne(String path) {
    Proof.awaitPath(client("trouble-one"), path);
  }

  /** Waits for a transaction at Envoy and at all watching nodes; tells how long that took. */
  void caughtUp(String what, long number) {
    caughtUp(what, number, records);
  }

  /** The same for the only node whose controller lives. */
  void caughtUp(String what, long number, int node) {
    caughtUp(what, number, List.of(records.get(node)));
  }

  private void caughtUp(String what, long number, List<NodeRecord> watched) {
    long start = System.nanoTime();
    Proof.awaitPath(client(many(0)), moved(number));
    print(what, System.nanoTime() - start);
    for (NodeRecord record : watched) {
      Await.until("a node has all of it", Proof.LIMIT, () -> record.has(MANY, number));
    }
    Proof.awaitPath(client(many(MANY - 1)), moved(number));
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

  /** How many of an Envoy's resources it has taken anew. */
  static long different(Map<String, String> before, Map<String, String> after) {
    return before.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
        .peek(entry -> System.out.println("  taken anew: " + entry.getKey()))
        .count();
  }

  /** From now on, Envoy knows this controller besides the first. */
  void tellEnvoyOf(int controller) {
    Path file = sluice.stack().settings().config("envoy");
    String known = "port_value: " + port(Port.XDS) + "}";
    List<String> lines = new ArrayList<>();
    for (String line : read(file).lines().toList()) {
      lines.add(line);
      if (line.contains(known)) {
        lines.add(line.replace(known, "port_value: " + controller + "}"));
      }
    }
    restartEnvoy(file, String.join("\n", lines));
  }

  /** Whether Envoy has a connection to the controller on that port. */
  boolean envoyIsAt(int controller) {
    return envoyAdmin()
        .get("/clusters")
        .body()
        .contains("sluice_controller::127.0.0.1:" + controller + "::cx_active::1");
  }

  void tellEnvoyOfOne() {
    Path file = sluice.stack().settings().config("envoy");
    List<String> lines = new ArrayList<>();
    boolean endpoint = false;
    for (String line : read(file).lines().toList()) {
      boolean another = line.stripLeading().startsWith("- endpoint:") && endpoint;
      endpoint = line.stripLeading().startsWith("- endpoint:");
      if (!another) {
        lines.add(line);
      }
    }
    restartEnvoy(file, String.join("\n", lines));
  }

  private void restartEnvoy(Path file, String text) {
    write(file, text);
    sluice.stack().envoy().kill();
    sluice.stack().envoy().start();
    sluice.stack().awaitGateway();
    Proof.awaitStatus(client(many(MANY - 1)), 200);
  }

  @Override
  public void close() {
    nodes.forEach(WatchingNode::close);
    rewrite(ServerKind.CONTROLLER.module(), proxy.port(), port(Port.DATABASE));
    restart();
    proxy.close();
    provider.close();
  }

  private void restart() {
    controller().kill();
    controller().start();
    controller().awaitReady();
  }

  private void rewrite(String name, int from, int to) {
    Path file = sluice.stack().settings().config(name);
    write(file, read(file).replace("127.0.0.1:" + from + "/", "127.0.0.1:" + to + "/"));
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

  private void publish(String product) {
    provider.offer(product, sluice.echo()).publish(product, "dev", "default");
  }

  private GatewayClient client(String product) {
    return sluice.at(provider.port(), host(product));
  }

  private int port(Port port) {
    return sluice.stack().ports().of(port);
  }

  private static String many(int n) {
    return "trouble-many-" + n;
  }

  private static String moved(long number) {
    return "/moved-" + number;
  }

  private static String host(String product) {
    return product + ".dev.local.api.example.com";
  }
}
