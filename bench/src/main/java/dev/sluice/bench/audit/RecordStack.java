package dev.sluice.bench.audit;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.process.BenchStack;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A PostgreSQL server with the controller's tables, and the servers that write to it. */
final class RecordStack implements AutoCloseable {
  private static final String CTL = "dev.sluice.ctl.SluiceCtl";
  private static final Duration VERIFY_LIMIT = Duration.ofMinutes(10);

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
      Files.createDirectories(group.home().resolve("secrets"));
      Map<String, ?> controller =
          Map.of(
              "url", stack.database.jdbcUrl(),
              "user", stack.database.owner(),
              "home", group.home());
      stack.startServer(ServerKind.CONTROLLER, "xds-controller", controller);
      return stack;
    } catch (RuntimeException | IOException e) {
      group.closeParts();
      throw e;
    }
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
   * @param audit the audit configuration, in YAML flow style
   */
  SluiceServer startServer(String name, String beforeAnswer, String audit, String runIn) {
    String policy =
        BenchPolicyFile.of(List.of(issuer), beforeAnswer, BenchPolicyFile::keyFileSetting);
    Path file = group.write("authz-" + beforeAnswer + ".yaml", policy);
    Map<String, ?> values = Map.of("policy", file, "audit", audit, "run-in", runIn, "limits", "{}");
    return startServer(ServerKind.EXTAUTHZ, name, values);
  }

  private SluiceServer startServer(ServerKind kind, String name, Map<String, ?> values) {
    return SluiceServer.start(group, kind, name, values, List.of(), UnaryOperator.identity());
  }

  /** Returns the number of records in a server's spool. */
  static double queueDepth(ServerMetrics server) {
    return server.metric("audit_queue_depth", "");
  }

  List<String> tokens(int count) {
    return issuer.tokens(count);
  }

  /** Returns the result of a query for one number. */
  long number(String query) {
    return Long.parseLong(new SqlClient(database).query(query).getFirst());
  }

  /** Verifies all hash chains by {@code sluice audit verify}; returns its last lines on a fault. */
  Optional<String> chainFaults() {
    String url = database.jdbcUrl().substring("jdbc:".length());
    List<String> command = ProcessGroup.java(CTL, "audit", "verify", "--database", url);
    return group.run("verify", command, VERIFY_LIMIT);
  }

  @Override
  public void close() {
    group.close();
  }
}
