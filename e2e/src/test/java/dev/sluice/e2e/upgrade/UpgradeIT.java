package dev.sluice.e2e.upgrade;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.support.AuditVerification;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestFolders;
import dev.sluice.e2e.upgrade.DrillStack.DrillServer;
import dev.sluice.e2e.upgrade.DrillTraffic.DrillCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The drill of docs/operations/upgrade.md: each server is replaced by one of the other release,
 * under traffic, and no request may fail. Its tests are the steps, in order.
 */
@ExtendWith(PreviousReleaseCondition.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class UpgradeIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration ROWS = Duration.ofSeconds(20);
  private static final int SOME = 60;
  private static final int IN_A_ROW = 12;
  private static final Path HOME = TestFolders.ofThisJvm("upgrade");
  private static final String VERSION =
      "select max(version::int) from flyway_schema_history where success";

  private final DrillStack drill;
  private final TestEnvironment sluice;
  private final ProviderTenant provider;
  private final GatewayClient client;
  private final CustomerTenant customer;
  private final DrillTraffic traffic;
  private String key = "";
  private int presentSchema;

  UpgradeIT() throws IOException {
    PreviousRelease previous = PreviousRelease.find().orElseThrow();
    TestFolders.delete(HOME.resolve("logs"));
    drill = new DrillStack(previous, HOME.resolve("home"), HOME.resolve("logs"));
    sluice = new TestEnvironment(drill.stack());
    drill.startSecond();
    provider = sluice.newProvider("drill");
    provider
        .addProduct("drill-keys", sluice.echoPort())
        .publishProduct("drill-keys", "dev", "default");
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'apikey', auth_config = '{}'"
                + " where hostname = 'drill-keys.test'");
    client = sluice.atHost(provider.port(), "drill-keys.dev.local.api.example.com");
    customer = new CustomerTenant(sluice.sql(), "drill-customer", "drill-keys");
    awaitStatus(client, 401);
    traffic = new DrillTraffic(sluice.anonymous(), drill.stack().issuer().token("viewer"));
  }

  @BeforeAll
  void previousReleaseServes() {
    traffic.begin("0 all of the previous release");
    changeRows();
    assertEquals(PreviousRelease.schemaVersion(), schema());
  }

  @AfterAll
  void close() {
    traffic.close();
    System.out.println("drill: " + traffic.calls().size() + " calls");
    traffic.outcomes().forEach((kind, count) -> System.out.println("  " + kind + ": " + count));
    drill.close();
  }

  @Test
  @Order(1)
  void upgrade_controllerFirst_noRequestFails() {
    traffic.begin("1 the new controller, old policy servers");
    drill.upgrade(drill.controller());
    changeRows();
    presentSchema = schema();
    assertTrue(presentSchema > PreviousRelease.schemaVersion());
    for (DrillServer server : drill.policyServers()) {
      traffic.begin("1 instead of the old " + server.process().name());
      drill.upgrade(server);
      changeRows();
    }
    assertNoFailure();
  }

  @Test
  @Order(2)
  void rollback_policyServersFirst_noRequestFails() {
    for (DrillServer server : drill.policyServers()) {
      traffic.begin("2 back to the old " + server.process().name());
      drill.rollBack(server);
      changeRows();
    }
    traffic.begin("2 back to the old controller, on the new schema");
    drill.rollBack(drill.controller());
    changeRows();
    assertEquals(presentSchema, schema());
    assertNoFailure();
  }

  @Test
  @Order(3)
  void rollback_downScripts_noRequestFails() throws IOException {
    traffic.begin("3 the old controller on the old schema");
    DrillStack.stop(drill.controller());
    revertTo(PreviousRelease.schemaVersion());
    drill.start(drill.controller());
    changeRows();
    assertEquals(PreviousRelease.schemaVersion(), schema());
    assertNoFailure();
  }

  @Test
  @Order(4)
  void upgradeAgain_noRequestFails() {
    traffic.begin("4 the new controller again");
    drill.upgrade(drill.controller());
    changeRows();
    assertEquals(presentSchema, schema());
    assertNoFailure();
  }

  @Test
  @Order(5)
  void auditRows_ofBothReleases_areWhole() throws Exception {
    traffic.close();
    List<DrillCall> calls = traffic.calls();
    boolean _ =
        ConditionWait.becomesTrue(
            ROWS, () -> sluice.auditRows().findRows(traffic.prefix()).size() >= calls.size());
    Set<String> written =
        sluice.auditRows().findRows(traffic.prefix()).stream()
            .map(row -> row.column("correlation_id"))
            .collect(Collectors.toSet());
    List<DrillCall> absent =
        calls.stream().filter(call -> !written.contains(call.correlation())).toList();
    absent.forEach(call -> System.out.println("drill: no audit row: " + call));
    Map<String, Long> missing =
        absent.stream()
            .collect(Collectors.groupingBy(DrillCall::step, TreeMap::new, Collectors.counting()));
    System.out.println("drill: " + written.size() + " audit rows; without one: " + missing);
    assertEquals(Map.of(), missing);
    String verified = new AuditVerification(drill.stack()).run();
    assertTrue(verified.endsWith("exit 0"), verified);
    System.out.println(verified);
  }

  /** Changes rows, waits until all servers use them, and lets some calls pass. */
  private void changeRows() {
    String other = sluice.chatSwitch().currentBackend().equals("chat") ? "chat-canary" : "chat";
    sluice.chatSwitch().measureMove(other);
    String old = key;
    key = customer.issueKey();
    awaitEverywhere(key, 200);
    if (!old.isEmpty()) {
      customer.revoke(old);
      awaitEverywhere(old, 401);
    }
    long before = traffic.count();
    ConditionWait.awaitTrue("calls end", LIMIT, () -> traffic.count() >= before + SOME);
  }

  /** Waits until both extauthz-servers answer so, which Envoy asks in turn. */
  private void awaitEverywhere(String used, int status) {
    GatewayClient caller = client.withHeader("X-API-Key", used);
    ConditionWait.awaitTrue(
        "a key is answered with " + status,
        LIMIT,
        () -> {
          for (int i = 0; i < IN_A_ROW; i++) {
            if (caller.get("/").status() != status) {
              return false;
            }
          }
          return true;
        });
  }

  private void assertNoFailure() {
    assertEquals(List.of(), traffic.failures());
  }

  private int schema() {
    return Integer.parseInt(sluice.sql().query(VERSION).getFirst());
  }

  /** Runs the scripts of db/down from the newest on, as docs/operations/upgrade.md describes. */
  private void revertTo(int schemaVersion) throws IOException {
    Path folder = RepositoryRoot.find().path().resolve("xds-controller/src/main/resources/db/down");
    NavigableMap<Integer, Path> newer = new TreeMap<>();
    try (var scripts = Files.newDirectoryStream(folder, "V*__*.sql")) {
      for (Path script : scripts) {
        String name = script.getFileName().toString();
        newer.put(Integer.parseInt(name.substring(1, name.indexOf("__"))), script);
      }
    }
    newer.headMap(schemaVersion, true).clear();
    for (var script : newer.descendingMap().entrySet()) {
      new SqlClient(drill.stack().database())
          .execute(
              Files.readString(script.getValue())
                  + ";\ndelete from flyway_schema_history where version = '"
                  + script.getKey()
                  + "'");
    }
  }
}
