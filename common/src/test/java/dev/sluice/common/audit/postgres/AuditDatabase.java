package dev.sluice.common.audit.postgres;

import dev.sluice.common.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server with the product's tables, which can be stopped and restarted. */
final class AuditDatabase implements AutoCloseable {
  private static final Path MIGRATIONS =
      Path.of("..", "xds-controller", "src", "main", "resources", "db", "migration");

  private final Path data;
  private EmbeddedPostgres server;

  AuditDatabase(Path data) throws IOException, SQLException {
    this.data = data;
    this.server = builder(data).start();
    for (Path file : migrations()) {
      owner(Files.readString(file));
    }
  }

  DatabaseTarget writer() {
    return target("sluice_audit_writer");
  }

  DatabaseTarget target(String user) {
    return new DatabaseTarget(Secret.of(url()), user, Optional.empty());
  }

  /** Executes SQL as the owner of the tables. */
  void owner(String sql) throws SQLException {
    run("postgres", sql);
  }

  /** Returns a connection of the owner of the tables. */
  Connection owner() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "");
  }

  void run(String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the first column of the first row as text. */
  String read(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
    }
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = builder(data).setPort(server.getPort()).start();
  }

  /** Returns a builder that keeps the data when the server stops. */
  private static EmbeddedPostgres.Builder builder(Path data) {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  private static List<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files
          .filter(file -> file.getFileName().toString().matches("V(1|2|3|12|48)__.*"))
          .sorted(Comparator.comparingInt(AuditDatabase::version))
          .toList();
    }
  }

  private static int version(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("V([0-9]+)__.*", "$1"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
