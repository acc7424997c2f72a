package dev.sluice.bench.audit;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.ExtAuthzProcess;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.process.BenchStack;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A PostgreSQL with the tables of a controller, and the servers that write to it. */
final class RecordStack implements AutoCloseable {
  private static final TextTemplate CONTROLLER =
      new TextTemplate(RecordStack.class, "xds-controller.yaml");
  private static final String CTL = "dev.sluice.ctl.SluiceCtl";
  private static final long VERIFY_MINUTES = 10;

  private final ProcessGroup group;
  private final EmbeddedDatabase database;
  private final BenchIssuer issuer = new BenchIssuer(IssuerAlgorithm.ES256);

  private RecordStack(ProcessGroup group) {
    this.group = group;
    this.database =
        new EmbeddedDatabase(
            DownloadCache.folder(System.getenv()).resolve("postgres"),
            group.home().resolve("postgres"),
            group.home().resolve("postgres.log"),
            StackPorts.findFreePort());
  }

  /** Starts PostgreSQL and a controller, which creates the tables. */
  static RecordStack start(Consumer<String> progress) throws IOException {
    var group = new ProcessGroup("audit", progress);
    BenchStack.setLogFile(group.home());
    try {
      var stack = new RecordStack(group);
      group.add(stack.database).start();
      group.write(BenchPolicyFile.keyFile(stack.issuer), stack.issuer.keySet());
      stack.startController();
      return stack;
    } catch (RuntimeException | IOException e) {
      group.closeParts();
      throw e;
    }
  }

  private void startController() throws IOException {
    Files.createDirectories(group.home().resolve("secrets"));
    URI ops = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
    String text =
        CONTROLLER.fill(
            Map.of(
                "xds", StackPorts.findFreePort(),
                "ops", ops.getAuthority(),
                "url", database.jdbcUrl(),
                "user", database.owner(),
                "home", group.home()));
    Path config = group.write("xds-controller.yaml", text);
    List<String> command = JavaCommand.of(RepositoryRoot.find(), ServerKind.CONTROLLER, config);
    group.start("xds-controller", command, ops.resolve("/readyz"));
  }

  ProcessGroup group() {
    return group;
  }

  EmbeddedDatabase database() {
    return database;
  }

  /** Returns the part of an audit configuration that writes to PostgreSQL. */
  String sink() {
    return "database: {url: \"%s\", user: sluice_audit_writer}".formatted(database.jdbcUrl());
  }

  /**
   * Starts an extauthz-server.
   *
   * @param beforeAnswer the environment whose decisions are stored before the response; servers are
   *     in {@code dev}
   * @param audit its audit configuration, as a YAML flow
   */
  ExtAuthzProcess startServer(String name, String beforeAnswer, String audit, String runIn) {
    String policy = BenchPolicyFile.withKeyFiles(List.of(issuer), beforeAnswer);
    Path file = group.write("authz-" + beforeAnswer + ".yaml", policy);
    return ExtAuthzProcess.start(group, new ExtAuthzProcess.Settings(name, file, audit, runIn));
  }

  /** Returns how many records wait in a server's spool. */
  static double queueDepth(ServerMetrics server) {
    return server.metric("audit_queue_depth", "");
  }

  List<String> tokens(int count) {
    return issuer.tokens(count);
  }

  /** Returns the number that a query selects. */
  long number(String query) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new ProcessFailedException("the database does not answer: " + e.getMessage(), e);
    }
  }

  /** Verifies all hash chains by {@code sluice audit verify}; returns its output on a fault. */
  Optional<String> chainFaults() {
    Path log = group.home().resolve("verify.log");
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), CTL));
    command.addAll(List.of("audit", "verify", "--database"));
    command.add(database.jdbcUrl().substring("jdbc:".length()));
    try {
      Process verify =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!verify.waitFor(VERIFY_MINUTES, TimeUnit.MINUTES)) {
        verify.destroyForcibly();
        return Optional.of("not verified within " + VERIFY_MINUTES + " minutes");
      }
      return verify.exitValue() == 0 ? Optional.empty() : Optional.of(Files.readString(log));
    } catch (IOException e) {
      throw new ProcessFailedException("the chains could not be verified: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }

  @Override
  public void close() {
    group.close();
  }
}
