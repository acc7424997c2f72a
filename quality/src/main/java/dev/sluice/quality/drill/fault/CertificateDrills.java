package dev.sluice.quality.drill.fault;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.quality.drill.load.DrillCaller;
import dev.sluice.quality.drill.load.SentRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** The faults of a listener's certificate: expired, half-written, of another key, removed. */
final class CertificateDrills {
  private static final String NAME = "drill";
  private static final Duration SHORT = Duration.ofSeconds(25);
  private static final Duration LONG = Duration.ofHours(1);

  /** Longer than the interval at which the controller reads the files. */
  private static final double READ = 2.5;

  private static final double BETWEEN = 0.2;

  private static final String ADD =
      "insert into gateway_listeners (gateway_id, name, port, protocol, tls_mode, secret_ref)"
          + " select gateways.id, ?, ?, 'HTTPS', 'terminate', ?"
          + " from gateways join tenants on tenants.id = tenant_id"
          + " where slug = 'sample' and gateways.name = 'ai-gateway'";
  private static final String REMOVE = "delete from gateway_listeners where name = ?";

  private CertificateDrills() {}

  /** Lets the certificate of a listener expire, and renews it: first half, then whole. */
  static void expire(FaultContext drill) throws IOException, SQLException {
    TestCa authority = new TestCa("drills");
    write(drill, authority, SHORT);
    URI listener = addListener(drill);
    await(drill, listener, "200");
    await(drill, listener, SentRequest.CUT);
    write(drill, authority, LONG);
    cutFile(folder(drill).resolve("tls.crt"));
    drill.hold(READ);
    drill.require(
        !all(drill, listener), "the listener has another certificate than the expired one");
    write(drill, authority, LONG);
    drill.ended();
    await(drill, listener, "200");
    drill.require(all(drill, listener), "callers of the renewed listener are not served");
  }

  /** Damages the files of a valid certificate; the listener must keep the last good one. */
  static void damage(FaultContext drill) throws IOException, SQLException {
    TestCa authority = new TestCa("drills");
    write(drill, authority, LONG);
    URI listener = addListener(drill);
    await(drill, listener, "200");
    for (String file : new String[] {"tls.crt", "tls.key"}) {
      cutFile(folder(drill).resolve(file));
      drill.hold(READ);
      drill.require(all(drill, listener), "the listener lost its certificate with half " + file);
      write(drill, authority, LONG);
      drill.hold(READ);
    }
    Path key = folder(drill).resolve("tls.key");
    String other = Files.readString(key);
    write(drill, authority, LONG);
    Files.writeString(key, other);
    drill.hold(READ);
    drill.require(all(drill, listener), "the listener lost its certificate with another key");
    Files.delete(key);
    drill.hold(READ);
    drill.require(all(drill, listener), "the listener lost its certificate with its file");
    write(drill, authority, LONG);
    drill.ended();
  }

  private static Path folder(FaultContext drill) {
    return drill.stack().sluice().settings().secretsFolder().resolve(NAME);
  }

  private static void write(FaultContext drill, TestCa authority, Duration life) {
    authority.issue(Instant.now().plus(life), "https://127.0.0.1").write(folder(drill), authority);
  }

  private static void cutFile(Path file) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
  }

  private static URI addListener(FaultContext drill) throws SQLException {
    int port = StackPorts.findFreePort();
    try (Connection connection = drill.stack().database().connect();
        PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setString(1, NAME);
      add.setInt(2, port);
      add.setString(3, NAME);
      drill.require(add.executeUpdate() == 1, "the sample gateway is not there");
    }
    drill.afterLoad(() -> removeListener(drill));
    return URI.create("https://127.0.0.1:" + port);
  }

  private static void removeListener(FaultContext drill) {
    try (Connection connection = drill.stack().database().connect();
        PreparedStatement remove = connection.prepareStatement(REMOVE)) {
      remove.setString(1, NAME);
      remove.executeUpdate();
    } catch (SQLException e) {
      throw new ProcessFailedException("the listener could not be removed", e);
    }
  }

  private static void await(FaultContext drill, URI listener, String outcome) {
    ConditionWait.awaitTrue(
        "a call of the listener ends with " + outcome,
        FaultContext.LIMIT,
        () -> {
          drill.hold(BETWEEN);
          return drill.load().send(DrillCaller.PLAIN, listener).outcome().equals(outcome);
        });
  }

  /** Sends one request of each caller, and returns true if all end as without faults. */
  private static boolean all(FaultContext drill, URI listener) {
    boolean normal = true;
    for (DrillCaller caller : DrillCaller.values()) {
      normal &= drill.load().send(caller, listener).isExpected();
    }
    return normal;
  }
}
