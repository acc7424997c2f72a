package dev.sluice.e2e.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on this machine, with its data in one folder that remains after the process.
 * It contains the database {@code sluice} and its owner, which an administrator prepares in
 * production. Its commits survive a power cut, as in production.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NAME = "sluice";
  private static final String SUPERUSER = "postgres";
  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private final Path binaries;
  private final Path data;
  private final Path log;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  public EmbeddedDatabase(Path binaries, Path data, Path log, int port) {
    this.binaries = binaries;
    this.data = data;
    this.log = log;
    this.port = port;
  }

  /** Starts the server on the data folder. Stops a server first that still runs on it. */
  public void start() {
    stopLeftover();
    try {
      Files.createDirectories(binaries);
      Files.createDirectories(data.toAbsolutePath().getParent());
      Files.createDirectories(log.toAbsolutePath().getParent());
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(binaries.toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("max_connections", "60")
              .setOutputRedirector(Redirect.appendTo(log.toFile()))
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .setPGStartupWait(LIMIT);
      DURABLE.forEach(builder::setServerConfig);
      server = builder.start();
      prepare();
    } catch (IOException | SQLException e) {
      throw new ProcessFailedException("PostgreSQL could not be started; see " + log, e);
    }
  }

  /** Returns the JDBC URL of a role. No role needs a password on this machine. */
  public String jdbcUrl() {
    return url(NAME);
  }

  /** Returns the role that owns the database and may create other roles. */
  public String owner() {
    return NAME + "_owner";
  }

  /** Opens a connection as the superuser. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), SUPERUSER, "");
  }

  /** Kills the server as a power cut would, and waits until all its processes have ended. */
  public void kill() {
    ProcessHandle postmaster =
        postmaster().orElseThrow(() -> new ProcessFailedException("PostgreSQL does not run"));
    var all = postmaster.children().toList();
    postmaster.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    ConditionWait.awaitTrue(
        "PostgreSQL is gone",
        LIMIT,
        () -> !postmaster.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
    forget();
  }

  /** Returns true if the server runs. */
  public boolean isAlive() {
    return postmaster().isPresent();
  }

  /** Sends all processes of the server a signal by its name, such as {@code STOP}. */
  public void signal(String signal) {
    ProcessHandle postmaster =
        postmaster().orElseThrow(() -> new ProcessFailedException("PostgreSQL does not run"));
    postmaster.children().forEach(p -> ProcessSignal.send(signal, p.pid(), "PostgreSQL"));
    ProcessSignal.send(signal, postmaster.pid(), "PostgreSQL");
  }

  /** Completes when the server that runs now ends. */
  public CompletableFuture<?> ended() {
    return postmaster()
        .orElseThrow(() -> new ProcessFailedException("PostgreSQL does not run"))
        .onExit();
  }

  /** Starts the server again after it ended by itself. */
  public void restart() {
    forget();
    start();
  }

  @Override
  public void close() {
    forget();
    stopLeftover();
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void prepare() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, "");
        Statement statement = connection.createStatement()) {
      if (isAbsent(statement, "select from pg_roles where rolname = '" + owner() + "'")) {
        statement.execute("create role " + owner() + " login createrole");
      }
      if (isAbsent(statement, "select from pg_database where datname = '" + NAME + "'")) {
        statement.execute("create database " + NAME + " owner " + owner());
      }
    }
  }

  private static boolean isAbsent(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return !found.next();
    }
  }

  private void forget() {
    EmbeddedPostgres running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Stops a server that still runs on the folder without an owner. */
  public void stopLeftover() {
    postmaster()
        .ifPresent(p -> {
          fastShutdown(p);
          if (!ConditionWait.becomesTrue(LIMIT, () -> !p.isAlive())) {
            p.destroyForcibly();
            ConditionWait.awaitTrue("PostgreSQL is gone", LIMIT, () -> !p.isAlive());
          }
        });
  }

  // SIGTERM would wait until every client disconnects.
  private static void fastShutdown(ProcessHandle postmaster) {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT \"$0\"", Long.toString(postmaster.pid()))
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ProcessHandle> postmaster() {
    Path file = data.resolve("postmaster.pid");
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return PidFile.findRunning(pid, data.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
