package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of a management API whose requests hold all its connections to the database. */
@ExtendWith(TestEnvironmentExtension.class)
final class ApiPoolIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int CALLERS = 6;
  private static final String WAITING =
      "select count(*)::text from pg_stat_activity where application_name = 'sluice-api'"
          + " and wait_event_type = 'Lock'";

  private final TestEnvironment sluice;
  private final AtomicBoolean ended = new AtomicBoolean();
  @TempDir Path folder;

  ApiPoolIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void compiler_apiOutOfConnections_continues() throws Exception {
    Map<String, String> smallPools =
        Map.of("SLUICE_API_DATABASE_POOL_SIZE", "2", "SLUICE_DATABASE_POOL_SIZE", "2");
    try (ManagedApi api = ManagedApi.start(sluice, "api-pool", folder, smallPools)) {
      ManagedTenants tenants = api.tenants();
      GatewayClient ada = tenants.user("pool-ada", "org-admin", "org", "pool-acme", "provider");
      ManagedProduct product =
          ManagedProduct.draft(tenants, ada, "pool", StackPorts.findFreePort(), "none");
      ServerMetrics metrics =
          new ServerMetrics(
              api.controller().process().pid(), api.controller().ports().http(StackPort.XDS_OPS));
      List<Thread> callers = new ArrayList<>();
      try (Connection blocker = sluice.stack().database().connect();
          Statement lock = blocker.createStatement()) {
        blocker.setAutoCommit(false);
        // Each request begins with a look at its user.
        lock.execute("lock table users in access exclusive mode");
        for (int i = 0; i < CALLERS; i++) {
          callers.add(Thread.startVirtualThread(() -> call(ada)));
        }
        await("two requests hold both connections", () -> waiting().equals("2"));
        double compiled = metrics.metric("xds_compile_seconds_count", "");
        sluice.sql().execute("update routes set priority = 7 where path = '/pool'");

        await(
            "the change is compiled",
            () -> metrics.metric("xds_compile_seconds_count", "") > compiled);
        await("requests still hold both connections", () -> waiting().equals("2"));
        blocker.rollback();
      } finally {
        ended.set(true);
        for (Thread caller : callers) {
          caller.join();
        }
      }
      assertTrue(ada.get(product.route()).status() == 200, "the API answers again");
    }
  }

  private void call(GatewayClient ada) {
    while (!ended.get()) {
      ada.get("/v1/provider/gateways");
    }
  }

  private String waiting() {
    return sluice.sql().query(WAITING).getFirst();
  }

  private static void await(String what, BooleanSupplier condition) {
    assertTrue(ConditionWait.becomesTrue(LIMIT, condition), what);
  }
}
