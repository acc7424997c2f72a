package dev.sluice.controller.testkit;

import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseConfig;
import dev.sluice.controller.store.SampleData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * A real PostgreSQL: one server for all tests of the JVM, and a database for each test, which is
 * empty or a copy of one that was migrated once. Use it as a field with {@code @RegisterExtension}.
 */
public final class Postgres implements BeforeEachCallback, AfterEachCallback {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Content content;
  private @Nullable EmbeddedPostgres server;
  private String name = "";

  /** Starts each test with an empty database. */
  public Postgres() {
    this(Content.EMPTY);
  }

  private Postgres(Content content) {
    this.content = content;
  }

  /** Starts each test with a database of the present schema. */
  public static Postgres migrated() {
    return new Postgres(new Content(true, Optional.empty()));
  }

  /** Starts each test with a database of the present schema that has the sample data. */
  public static Postgres with(SampleData sample) {
    return new Postgres(new Content(true, Optional.of(sample)));
  }

  /** Where this test's database is. */
  public DatabaseConfig config() {
    return config(Duration.ofMillis(100));
  }

  /** The same, with a pause of the change feed. */
  public DatabaseConfig config(Duration poll) {
    return new DatabaseConfig(
        url(), "postgres", Optional.empty(), 2, Duration.ofSeconds(5), poll, false);
  }

  /** The same, reached by another port. */
  public DatabaseConfig at(int port, Duration connectTimeout) {
    return new DatabaseConfig(
        url(port), "postgres", Optional.empty(), 2, connectTimeout, Duration.ofMillis(100), false);
  }

  public int port() {
    return running().getPort();
  }

  /** A connection as the owner. */
  public Connection connect() {
    return connect(url());
  }

  /** A connection as another role. */
  public Connection connectAs(String role) throws SQLException {
    return DriverManager.getConnection(url(), role, "");
  }

  /** Runs one statement or several, and commits. */
  public void execute(String sql) {
    try (Connection connection = connect()) {
      execute(connection, sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs one statement or several in a connection of the caller's. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, their columns joined by {@code |}. */
  public List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    Server shared =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(Server.class, _ -> Server.start(), Server.class);
    server = shared.postgres;
    String template = shared.template(content);
    name = "test_" + NUMBERS.incrementAndGet();
    shared.create(name, template);
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    try (Connection connection = connect(running().getJdbcUrl("postgres", "postgres"))) {
      execute(connection, "drop database " + name + " with (force)");
    }
  }

  private String url() {
    return url(port());
  }

  private String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  private EmbeddedPostgres running() {
    return Objects.requireNonNull(server, "used outside of a test");
  }

  private static Connection connect(String url) {
    try {
      return DriverManager.getConnection(url, "postgres", "");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The content of a database when a test starts. */
  private record Content(boolean migrated, Optional<SampleData> sample) {
    static final Content EMPTY = new Content(false, Optional.empty());
  }

  private record Server(EmbeddedPostgres postgres, Map<Content, String> templates)
      implements AutoCloseable {
    static Server start() {
      try {
        Map<Content, String> templates = new HashMap<>(Map.of(Content.EMPTY, "template1"));
        return new Server(EmbeddedPostgres.builder().start(), templates);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns the name of a database with that content, which is migrated at the first use. */
    synchronized String template(Content content) throws SQLException {
      String known = templates.get(content);
      if (known != null) {
        return known;
      }
      String name = "template_" + templates.size();
      create(name, "template1");
      String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
      Duration pause = Duration.ofSeconds(5);
      DatabaseConfig config =
          new DatabaseConfig(url, "postgres", Optional.empty(), 1, pause, pause, false);
      Database.open(config, content.sample).close();
      templates.put(content, name);
      return name;
    }

    void create(String name, String template) throws SQLException {
      try (Connection connection = connect(postgres.getJdbcUrl("postgres", "postgres"))) {
        execute(connection, "create database " + name + " template " + template);
      }
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }
}
