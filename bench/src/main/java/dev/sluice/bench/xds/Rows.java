package dev.sluice.bench.xds;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The bench's rows: written, read and changed by plain SQL, each step one transaction. */
public final class Rows implements AutoCloseable {
  static final int ROUTES_OF_PRODUCT = 10;

  private static final String TARGETS =
      "select product_publishes.id, routes.id, backends.id, product_publishes.hostname, routes.path"
          + " from product_publishes"
          + " join publish_services on publish_services.publish_id = product_publishes.id"
          + " join routes on routes.api_service_id = publish_services.api_service_id"
          + " join backends on backends.api_service_id = routes.api_service_id"
          + " where product_publishes.hostname like 'p%.bench.test'"
          + " order by product_publishes.hostname, routes.path";
  private static final String REWRITE =
      "update routes set rewrite_prefix = ? where id = any (?::uuid[])";
  private static final String WITHDRAW = "delete from product_publishes where id = any (?::uuid[])";
  private static final String DROP_ROUTES =
      "delete from routes using backends"
          + " where backends.api_service_id = routes.api_service_id"
          + " and backends.id = any (?::uuid[])";
  private static final String DROP_SERVICES =
      "delete from api_services using backends"
          + " where backends.api_service_id = api_services.id and backends.id = any (?::uuid[])";

  private final Connection connection;

  /** Uses the connection from now on, and closes it. */
  public Rows(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** Writes the products of these numbers; the moment after COMMIT. */
  public long addProducts(int from, int to, int upstreamPort) {
    return transaction(() -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            script()
                .replace(":from", Integer.toString(from))
                .replace(":to", Integer.toString(to))
                .replace(":port", Integer.toString(upstreamPort)));
      }
    });
  }

  /** Lets the planner know the size of the tables. */
  public void analyze() {
    transaction(() -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze");
      }
    });
  }

  /** Every route of the bench, in an order that is the same in each run. */
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    transaction(() -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(TARGETS)) {
        while (rows.next()) {
          targets.add(
              new Target(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    });
    return targets;
  }

  /** How many scopes an Envoy needs for all hosts that are published. */
  public int scopes() {
    int[] count = new int[1];
    transaction(() -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select count(*) from publish_hostnames where publish_status = 'PUBLISHED'")) {
        rows.next();
        count[0] = rows.getInt(1);
      }
    });
    return count[0];
  }

  /** Gives all these routes the prefix; the moment after COMMIT. */
  long rewrite(List<Target> targets, String prefix) {
    return transaction(() -> {
      try (PreparedStatement update = connection.prepareStatement(REWRITE)) {
        update.setString(1, prefix);
        update.setArray(2, ids(targets.stream().map(Target::route).toList()));
        update.executeUpdate();
      }
    });
  }

  /** Deletes the products of these routes, with all that belongs to them. */
  void deleteProducts(List<Target> targets) {
    transaction(() -> {
      delete(WITHDRAW, targets.stream().map(Target::publish).distinct().toList());
      delete(DROP_ROUTES, targets.stream().map(Target::backend).distinct().toList());
      delete(DROP_SERVICES, targets.stream().map(Target::backend).distinct().toList());
    });
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void delete(String sql, List<String> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, ids(ids));
      statement.executeUpdate();
    }
  }

  private java.sql.Array ids(List<String> ids) throws SQLException {
    return connection.createArrayOf("text", ids.toArray());
  }

  private long transaction(Step step) {
    try {
      step.run();
      connection.commit();
      return System.nanoTime();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static ProcessFailedException failed(SQLException e) {
    return new ProcessFailedException("the bench's rows: " + e.getMessage(), e);
  }

  private static String script() {
    try (InputStream file = Rows.class.getResourceAsStream("products.sql")) {
      return new String(
          Objects.requireNonNull(file, "products.sql").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void run() throws SQLException;
  }
}
