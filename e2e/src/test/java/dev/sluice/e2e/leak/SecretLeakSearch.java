package dev.sluice.e2e.leak;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A search for texts in everything that the servers, Envoy and PostgreSQL store or expose. It
 * covers each table, each file of the environment's folder, each log, and each page of the ops and
 * admin ports.
 */
public final class SecretLeakSearch {
  private static final String TABLES =
      "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = relnamespace"
          + " where relkind in ('r', 'm') and nspname not in ('pg_catalog', 'information_schema')"
          + " order by 1";
  private static final Map<StackPort, List<String>> PAGES =
      Map.of(
          StackPort.EXTAUTHZ_OPS,
          List.of("/metrics", "/readyz", "/healthz", "/version"),
          StackPort.EXTPROC_OPS,
          List.of("/metrics", "/readyz", "/healthz", "/version"),
          StackPort.XDS_OPS,
          List.of("/metrics", "/readyz", "/healthz", "/version"),
          StackPort.ENVOY_ADMIN,
          List.of(
              "/stats",
              "/stats/prometheus",
              "/config_dump?include_eds",
              "/clusters",
              "/listeners",
              "/certs",
              "/server_info"));

  private final TestEnvironment sluice;
  private final MultiTextSearch needles;
  private final List<String> found = new ArrayList<>();

  private SecretLeakSearch(TestEnvironment sluice, Collection<String> texts) {
    this.sluice = sluice;
    this.needles = new MultiTextSearch(texts);
  }

  /** Returns the places of these texts, each with its surrounding text. */
  public static List<String> find(TestEnvironment sluice, Collection<String> texts) {
    SecretLeakSearch hunt = new SecretLeakSearch(sluice, texts);
    hunt.tables();
    hunt.files(sluice.stack().settings().home());
    hunt.files(sluice.stack().settings().logs());
    hunt.pages();
    return hunt.found;
  }

  private void look(String place, byte[] bytes) {
    needles.findIn(bytes).forEach(hit -> found.add(place + ": " + hit));
  }

  private void tables() {
    try (Connection connection = sluice.stack().database().connect();
        Statement statement = connection.createStatement()) {
      for (String table : sluice.sql().query(TABLES)) {
        try (ResultSet rows = statement.executeQuery("select * from " + table)) {
          while (rows.next()) {
            look("table " + table, row(rows));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all columns as bytes. */
  private static byte[] row(ResultSet rows) throws SQLException, IOException {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      boolean binary = rows.getMetaData().getColumnType(i) == Types.BINARY;
      byte[] cell =
          binary
              ? rows.getBytes(i)
              : String.valueOf(rows.getString(i)).getBytes(StandardCharsets.UTF_8);
      if (cell != null) {
        row.write(cell);
      }
      row.write('\n');
    }
    return row.toByteArray();
  }

  private void files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        look("file " + file, bytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file that may be missing, because PostgreSQL removes files while they are listed. */
  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private void pages() {
    PAGES.forEach((port, paths) -> {
      GatewayClient client = new GatewayClient(sluice.stack().ports().http(port));
      for (String path : paths) {
        look(port + " " + path, client.get(path).body().getBytes(StandardCharsets.UTF_8));
      }
    });
  }
}
