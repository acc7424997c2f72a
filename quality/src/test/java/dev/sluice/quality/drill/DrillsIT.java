package dev.sluice.quality.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.quality.drill.DrillResult.DrillVerdict;
import dev.sluice.quality.drill.fault.Drill;
import dev.sluice.quality.drill.fault.DrillFault;
import dev.sluice.quality.drill.fault.DrillTable;
import dev.sluice.quality.drill.fault.FaultContext;
import dev.sluice.quality.drill.load.DrillCaller;
import dev.sluice.quality.drill.load.SentRequest;
import dev.sluice.quality.drill.stack.FaultStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The tests that a drill holds, and that a drill notices what must not happen. */
@TestInstance(Lifecycle.PER_CLASS)
final class DrillsIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofSeconds(6);
  private static final String OPEN =
      "update product_publishes set auth_mode = 'none', auth_config = '{}'"
          + " where hostname = 'localhost'";
  private static final String CLOSE =
      "update product_publishes set auth_mode = 'oauth2', auth_config = '{\"issuer\": \"default\"}'"
          + " where hostname = 'localhost'";

  private @Nullable FaultStack stack;

  @BeforeAll
  void start(@TempDir Path home) {
    stack = FaultStack.start(home);
  }

  @AfterAll
  void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void run_killedExtAuthz_holds() {
    Drill drill =
        DrillTable.all().stream()
            .filter(d -> d.name().equals("kill-extauthz"))
            .findFirst()
            .orElseThrow();
    DrillResult result = runner(LIMIT).run(drill);
    assertEquals(DrillVerdict.HOLDS, result.verdict(), result::toString);
    assertTrue(result.unavailable() > 0, result::toString);
    assertTrue(result.expectedRows() > 0, result::toString);
  }

  /** Opens a route to everyone. */
  @Test
  void run_openedRoute_isUndecided() {
    DrillResult result =
        runner(LIMIT)
            .run(
                drill(context -> {
                  execute(context, OPEN);
                  context.awaitOutcome(DrillCaller.NO_TOKEN, "200");
                  execute(context, CLOSE);
                }));
    assertEquals(DrillVerdict.FAILED, result.verdict());
    assertTrue(result.undecided() > 0, result::toString);
    assertTrue(result.reason().contains("passed undecided"), result::reason);
  }

  /** Sends a prompt with personal data past Envoy, and deletes the audit row of another request. */
  @Test
  void run_bypassAndDeletedRow_areReported() {
    DrillResult result =
        runner(SHORT)
            .run(
                drill(context -> {
                  var _ =
                      context
                          .load()
                          .send(
                              DrillCaller.PERSONAL_PROMPT,
                              context.stack().sluice().ports().http(StackPort.CHAT));
                  deleteRow(context);
                }));
    assertEquals(DrillVerdict.FAILED, result.verdict());
    assertEquals(1, result.undecided(), result::toString);
    assertTrue(result.leaked() > 0, result::toString);
    // The request past Envoy has no row either. On a busy machine, others are late.
    assertTrue(result.lost() >= 2, result::toString);
  }

  private DrillRunner runner(Duration rowsLimit) {
    if (stack == null) {
      throw new IllegalStateException("not started");
    }
    return new DrillRunner(stack, rowsLimit);
  }

  private static Drill drill(DrillFault fault) {
    return new Drill(0, "test", "a fault of the test", false, fault);
  }

  private static void deleteRow(FaultContext context) {
    String id =
        context.load().requests().stream()
            .filter(SentRequest::isDecided)
            .map(SentRequest::id)
            .findFirst()
            .orElseThrow();
    ConditionWait.awaitTrue("the row is there", LIMIT, () -> rows(context, id) > 0);
    // A superuser can switch the triggers off that reject a DELETE.
    for (String table : new String[] {"audit_events", "decision_events"}) {
      execute(
          context,
          "set session_replication_role = replica; delete from "
              + table
              + " where correlation_id = '"
              + id
              + "'");
    }
  }

  private static long rows(FaultContext context, String id) {
    try (Connection connection = context.stack().database().connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*) from audit_events where correlation_id = ?")) {
      query.setString(1, id);
      try (ResultSet count = query.executeQuery()) {
        count.next();
        return count.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(FaultContext context, String sql) {
    try (Connection connection = context.stack().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
