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
 * Objects that are there all the time: many, which one transaction moves all at once, and one that
 * moves alone. Each move has a number, which is seen in the configuration and by the upstream.
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

  /** Moves all of many in one transaction; its number. */
  long updateAll() {
    sluice.sql().execute(MOVE, moved(++moves));
    return moves;
  }

  /** The same on a connection that has to commit it. */
  long updateAll(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setString(1, moved(++moves));
      assertEquals(MANY, statement.executeUpdate());
    }
    return moves;
  }

  /** The number of the last move of many. */
  long lastNumber() {
    return moves;
  }

  /** Moves the one that moves alone; what its requests become. */
  String updateOne() {
    String path = "/alone-" + ++movesOfOne;
    sluice.sql().execute(MOVE_ONE, path);
    return path;
  }

  void awaitSingle(String path) {
    ControlPlaneState.awaitUpstreamPath(client(ONE), path);
  }

  /** Waits for a move at the first and the last of many. */
  void awaitAll(long number) {
    ControlPlaneState.awaitUpstreamPath(client(many(0)), moved(number));
    ControlPlaneState.awaitUpstreamPath(client(many(MANY - 1)), moved(number));
  }

  /** Requests to all of them in turn. */
  ConstantRateLoad startLoad() {
    GatewayClient gateway = sluice.atHost(provider.port(), "any");
    return new ConstantRateLoad(
        names(), PER_SECOND, name -> gateway.withHeader("Host", host(name)).get("/"));
  }

  /** Returns when the load has gone on for about so many seconds. */
  static void awaitRequests(ConstantRateLoad load, int seconds) {
    long enough = load.count() + (long) seconds * PER_SECOND;
    ConditionWait.awaitTrue(
        "the load went on",
        ControlPlaneState.LIMIT.plusSeconds(2L * seconds),
        () -> load.count() >= enough);
  }

  /** Ends the load, of which nothing has failed. */
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
