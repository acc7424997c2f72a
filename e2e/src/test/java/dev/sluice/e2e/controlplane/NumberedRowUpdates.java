package dev.sluice.e2e.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A set of permanent products with numbered updates: one transaction updates many of them, and one
 * product is updated alone. The number is visible in the configuration and at the upstream.
 */
final class NumberedRowUpdates implements AutoCloseable {
  static final int MANY = 50;
  static final Pattern MOVED = Pattern.compile("/moved-(\\d+)");
  private static final int PER_SECOND = 100;
  private static final String ONE = "trouble-one";
  private static final String MOVE =
      "update routes set rewrite_prefix = ? where name like 'trouble-many-%'";
  private static final String MOVE_ONE =
      "update routes set rewrite_prefix = ? where name = '" + ONE + "'";

  private final TestEnvironment sluice;
  private final ProviderTenant provider;
  private long moves;
  private long movesOfOne;

  NumberedRowUpdates(TestEnvironment sluice) {
    this.sluice = sluice;
    this.provider = sluice.newProvider("trouble");
    names()
        .forEach(name ->
            provider.addProduct(name, sluice.echoPort()).publishProduct(name, "dev", "default"));
    updateAll();
  }

  /** Updates all of the many products in one transaction. Returns the number. */
  long updateAll() {
    sluice.sql().execute(MOVE, moved(++moves));
    return moves;
  }

  /** Updates all of the many products on a connection, without a commit. Returns the number. */
  long updateAll(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setString(1, moved(++moves));
      assertEquals(MANY, statement.executeUpdate());
    }
    return moves;
  }

  /** Returns the number of the last update of the many products. */
  long lastNumber() {
    return moves;
  }

  /** Updates the single product. Returns the new path of its requests. */
  String updateOne() {
    String path = "/alone-" + ++movesOfOne;
    sluice.sql().execute(MOVE_ONE, path);
    return path;
  }

  void awaitSingle(String path) {
    ControlPlaneState.awaitUpstreamPath(client(ONE), path);
  }

  /** Waits for an update of the first and the last of the many products. */
  void awaitAll(long number) {
    ControlPlaneState.awaitUpstreamPath(client(many(0)), moved(number));
    ControlPlaneState.awaitUpstreamPath(client(many(MANY - 1)), moved(number));
  }

  /** Starts a load of requests to all products in turn. */
  ConstantRateLoad startLoad() {
    GatewayClient gateway = sluice.atHost(provider.port(), "any");
    return new ConstantRateLoad(
        names(), PER_SECOND, name -> gateway.withHeader("Host", host(name)).get("/"));
  }

  /** Waits until the load has run for about this many seconds. */
  static void awaitRequests(ConstantRateLoad load, int seconds) {
    long enough = load.count() + (long) seconds * PER_SECOND;
    ConditionWait.awaitTrue(
        "the load went on",
        ControlPlaneState.LIMIT.plusSeconds(2L * seconds),
        () -> load.count() >= enough);
  }

  /** Stops the load and checks that no request failed. */
  static void endWithoutFailure(ConstantRateLoad load) {
    awaitRequests(load, 1);
    load.close();
    Set<String> ends = new TreeSet<>();
    load.outcomes().keySet().forEach(end -> ends.add(end.substring(end.indexOf(' ') + 1)));
    assertEquals(Set.of("200"), ends, () -> load.outcomes().toString());
    System.out.println("  " + load.count() + " requests, all served");
  }

  @Override
  public void close() {
    provider.close();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(ONE));
    for (int n = 0; n < MANY; n++) {
      names.add(many(n));
    }
    return names;
  }

  private GatewayClient client(String product) {
    return sluice.atHost(provider.port(), host(product));
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
