package dev.sluice.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseIT {
  @TempDir Path folder;
  private final int port = StackPorts.findFree().of(StackPort.DATABASE);

  @Test
  void start_durableSettings() throws SQLException {
    try (EmbeddedDatabase database = database()) {
      database.start();
      assertEquals("on", ask(database, "show fsync"));
      assertEquals("on", ask(database, "show synchronous_commit"));
      assertEquals("on", ask(database, "show full_page_writes"));
    }
  }

  @Test
  void kill_committedRowsSurvive() throws SQLException {
    try (EmbeddedDatabase database = database()) {
      database.start();
      run(database, "create table kept (word text)");
      run(database, "insert into kept values ('here')");
      database.kill();
      database.start();
      assertEquals("here", ask(database, "select word from kept"));
    }
  }

  @Test
  void start_afterKilledOwner() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledOwner.class.getName(),
                folder.toString(),
                Integer.toString(port))
            .inheritIO()
            .start();
    assertEquals(KilledOwner.EXIT_CODE, owner.waitFor());

    try (EmbeddedDatabase next = database(folder, port)) {
      next.start();
      assertEquals("0", ask(next, "select count(*) from kept"));
    }
  }

  /** A program that starts a server and exits without stopping it. */
  static final class KilledOwner {
    static final int EXIT_CODE = 9;

    private KilledOwner() {}

    public static void main(String[] arguments) throws SQLException {
      EmbeddedDatabase database = database(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      database.start();
      run(database, "create table kept (word text)");
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private EmbeddedDatabase database() {
    return database(folder, port);
  }

  private static EmbeddedDatabase database(Path folder, int port) {
    return new EmbeddedDatabase(
        DownloadCache.folder(System.getenv()).resolve("postgres"),
        folder.resolve("data"),
        folder.resolve("postgres.log"),
        port);
  }

  private static void run(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return String.valueOf(found.getString(1));
    }
  }
}
