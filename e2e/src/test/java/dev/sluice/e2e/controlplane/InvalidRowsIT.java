package dev.sluice.e2e.controlplane;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatus;
import static dev.sluice.e2e.support.ControlPlaneState.awaitUpstreamPath;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of invalid rows. Each is reported with its place, affects no other product, and
 * disappears from the report after its repair.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class InvalidRowsIT {
  private static final String CLUSTER = "default";
  private static final String FINDINGS =
      "select source || ' ' || split_part(object, '/', 1) || ' ' || field || ': ' || reason"
          + " from findings";

  private final TestEnvironment sluice;
  private final List<String> failures = new ArrayList<>();
  private int changes;

  InvalidRowsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void invalidRow_isReported_othersAreServed() throws IOException {
    // The older of two gateways with the same name wins.
    try (ProviderTenant neighbour = sluice.newProvider("neighbour");
        ProviderTenant poison = sluice.newProvider("poison");
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      neighbour
          .addProduct("bystander", sluice.echoPort())
          .publishProduct("bystander", "dev", CLUSTER);
      poison
          .addProduct(InvalidRowCase.PRODUCT, sluice.echoPort())
          .publishProduct(InvalidRowCase.PRODUCT, "dev", CLUSTER);
      poison.addProduct("holder", sluice.echoPort()).publishProduct("holder", "dev", CLUSTER);
      sluice
          .sql()
          .execute(
              "insert into publish_hostnames (publish_id, host) select id, 'taken.test' from"
                  + " product_publishes where product_id ="
                  + " (select id from products where slug = 'holder')");
      GatewayClient bystander = local(neighbour, "bystander");
      GatewayClient poisoned = local(poison, InvalidRowCase.PRODUCT);
      awaitStatus(bystander, 200);
      awaitStatus(poisoned, 200);
      List<InvalidRowCase> all = new ArrayList<>(InvalidRowCase.rejectedByDatabase());
      all.addAll(InvalidRowCase.rejectedByPlanner());
      all.add(InvalidRowCase.portOfAnotherGateway(neighbour.port(), poison.port()));
      all.addAll(InvalidRowCase.rejectedByEnvoy(taken.getLocalPort(), poison.port()));
      for (InvalidRowCase each : all) {
        tell(each, bystander, poisoned);
      }
    }
    assertEquals(List.of(), failures);
  }

  /** Runs one case. All cases run, so that one run shows every failure. */
  private void tell(InvalidRowCase poison, GatewayClient bystander, GatewayClient poisoned) {
    try {
      if (poison.isRefusedByDatabase()) {
        assertRefused(poison, bystander);
      } else {
        assertFound(poison, bystander, poisoned);
      }
    } catch (AssertionError | RuntimeException e) {
      failures.add(poison + ": " + e.getMessage());
      if (!poison.isRefusedByDatabase()) {
        sluice.sql().execute(poison.repairSql());
      }
    }
  }

  private void assertRefused(InvalidRowCase poison, GatewayClient bystander) {
    SQLException refusal =
        assertThrows(SQLException.class, () -> sluice.sql().tryExecute(poison.sql()));
    String words = String.valueOf(refusal.getMessage());
    assertTrue(words.contains(poison.expectedProblem()), words);
    print(poison, "refused by the database", changeServed(bystander));
  }

  private void assertFound(InvalidRowCase poison, GatewayClient bystander, GatewayClient poisoned) {
    Set<String> before = findings();
    sluice.sql().execute(poison.sql());
    Duration served = changeServed(bystander);
    Set<String> found = new HashSet<>();
    boolean told =
        ConditionWait.becomesTrue(
            Duration.ofSeconds(20),
            () -> {
              found.clear();
              found.addAll(findings());
              found.removeAll(before);
              return found.stream().anyMatch(finding -> finding.contains(poison.expectedProblem()));
            });
    assertTrue(told, () -> "findings are " + found);
    sluice.sql().execute(poison.repairSql());
    awaitStatus(poisoned, 200);
    ConditionWait.awaitTrue(
        "no finding is left", ControlPlaneState.LIMIT, () -> findings().equals(before));
    print(poison, found.toString(), served);
  }

  /** Returns the time from a change of the neighbour to a response that shows it. */
  private Duration changeServed(GatewayClient bystander) {
    String prefix = "/change-" + ++changes + "/";
    sluice.sql().execute("update routes set rewrite_prefix = ? where name = 'bystander'", prefix);
    long begin = System.nanoTime();
    awaitUpstreamPath(bystander, prefix);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Set<String> findings() {
    return new HashSet<>(sluice.sql().query(FINDINGS));
  }

  private static void print(InvalidRowCase poison, String told, Duration served) {
    System.out.printf(
        "POISON %-40s other tenant's change after %4d ms; %s%n",
        poison, served.toMillis(), told.substring(0, Math.min(told.length(), 160)));
  }

  private GatewayClient local(ProviderTenant provider, String product) {
    return sluice.atHost(provider.port(), product + ".dev.local.api.example.com");
  }
}
