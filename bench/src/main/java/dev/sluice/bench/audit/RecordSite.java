package dev.sluice.bench.audit;

import dev.sluice.bench.BenchLog;
import dev.sluice.bench.ProcessGroup;
import dev.sluice.bench.check.server.PolicyText;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.check.token.BenchIssuer;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** PostgreSQL with the tables of a controller, and a folder for the servers that write to it. */
final class RecordSite implements AutoCloseable {
  private static final String CTL = "dev.sluice.ctl.SluiceCtl";
  private static final long VERIFY_MINUTES = 10;

  private final ProcessGroup group;
  private final EmbeddedDatabase database;
  private final BenchIssuer issuer = new BenchIssuer(Algorithm.ES256);

  private RecordSite(ProcessGroup group) {
    this.group = group;
    this.database =
        new EmbeddedDatabase(
            DownloadCache.folder(System.getenv()).resolve("postgres"),
            group.home().resolve("postgres"),
            group.home().resolve("postgres.log"),
            StackPorts.findFreePort());
  }

  /** Starts PostgreSQL and a controller, which makes the tables. */
  static RecordSite start(Consumer<String> progress) throws IOException {
    var group = new ProcessGroup("audit", progress);
    BenchLog.into(group.home());
    try {
      var site = new RecordSite(group);
      group.add(site.database).start();
      group.write(PolicyText.keyFile(site.issuer), site.issuer.keySet());
      site.startController();
      return site;
    } catch (RuntimeException | IOException e) {
      group.closeParts();
      throw e;
    }
  }

  private void startController() throws IOException {
    Path secrets = Files.createDirectories(group.home().resolve("secrets"));
    URI ops = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
    Path config =
        group.write(
            "xds-controller.yaml",
            """
            environment: dev
            xds: {address: "127.0.0.1:%d"}
            ops: {address: "%s"}
            database: {url: "%s", user: %s}
            state-dir: "%s"
            secrets: {dir: "%s"}
            audit: {reconcile: {after: 2s}}
            """
                .formatted(
                    StackPorts.findFreePort(),
                    ops.getAuthority(),
                    database.jdbcUrl(),
                    database.owner(),
                    group.home().resolve("xds-controller"),
                    secrets));
    List<String> command = JavaCommand.of(RepositoryRoot.find(), ServerKind.CONTROLLER, config);
    group.start("xds-controller", command, ops.resolve("/readyz"));
  }

  ProcessGroup group() {
    return group;
  }

  EmbeddedDatabase database() {
    return database;
  }

  /** What an extauthz-server is told of where its records go. */
  String sink() {
    return "database: {url: \"%s\", user: sluice_audit_writer}".formatted(database.jdbcUrl());
  }

  /** A policy file under which decisions of {@code beforeAnswer} are kept before the answer. */
  Path policy(String beforeAnswer) {
    String text = PolicyText.of(List.of(issuer), beforeAnswer);
    return group.write("authz-" + beforeAnswer + ".yaml", text);
  }

  List<String> tokens(int count) {
    return issuer.tokens(count);
  }

  /** One number that the database tells. */
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

  /** Checks all chains as an auditor does; what is said of them where one is not whole. */
  Optional<String> faults() {
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
