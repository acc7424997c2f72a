package dev.sluice.e2e;

import static dev.sluice.e2e.Proof.awaitPath;
import static dev.sluice.e2e.Proof.awaitStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.rows.Provider;
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

/** Each kind of bad row is told where it is, harms nobody else, and is forgotten once mended. */
@ExtendWith(SluiceExtension.class)
final class PoisonRowsIT {
  private static final String CLUSTER = "default";
  private static final String FINDINGS =
      "select source || ' ' || split_part(object, '/', 1) || ' ' || field || ': ' || reason"
          + " from findings";

  private final Sluice sluice;
  private final List<String> failures = new ArrayList<>();
  private int changes;

  PoisonRowsIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void poison_isToldAndHarmsNobodyElse() throws IOException {
    // The older of two gateways has the name.
    try (Provider neighbour = sluice.provider("neighbour");
        Provider poison = sluice.provider("poison");
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      neighbour.offer("bystander", sluice.echo()).publish("bystander", "dev", CLUSTER);
      poison.offer(Poison.PRODUCT, sluice.echo()).publish(Poison.PRODUCT, "dev", CLUSTER);
      poison.offer("holder", sluice.echo()).publish("holder", "dev", CLUSTER);
      sluice
          .rows()
          .execute(
              "insert into publish_hostnames (publish_id, host) select id, 'taken.test' from"
                  + " product_publishes where product_id ="
                  + " (select id from products where slug = 'holder')");
      GatewayClient bystander = local(neighbour, "bystander");
      GatewayClient poisoned = local(poison, Poison.PRODUCT);
      awaitStatus(bystander, 200);
      awaitStatus(poisoned, 200);
      List<Poison> all = new ArrayList<>(Poison.refused());
      all.addAll(Poison.left());
      all.addAll(Poison.refusedByEnvoy(taken.getLocalPort(), neighbour.port(), poison.port()));
      for (Poison each : all) {
        tell(each, bystander, poisoned);
      }
    }
    assertEquals(List.of(), failures);
  }

  /** All kinds are tried, so that one run shows everything that is wrong. */
  private void tell(Poison poison, GatewayClient bystander, GatewayClient poisoned) {
    try {
      if (poison.isRefusedByDatabase()) {
        assertRefused(poison, bystander);
      } else {
        assertFound(poison, bystander, poisoned);
      }
    } catch (AssertionError | RuntimeException e) {
      failures.add(poison + ": " + e.getMessage());
      if (!poison.isRefusedByDatabase()) {
        sluice.rows().execute(poison.remedy());
      }
    }
  }

  private void assertRefused(Poison poison, GatewayClient bystander) {
    SQLException refusal =
        assertThrows(SQLException.class, () -> sluice.rows().tryExecute(poison.how()));
    String words = String.valueOf(refusal.getMessage());
    assertTrue(words.contains(poison.words()), words);
    print(poison, "refused by the database", changeServed(bystander));
  }

  private void assertFound(Poison poison, GatewayClient bystander, GatewayClient poisoned) {
    Set<String> before = findings();
    sluice.rows().execute(poison.how());
    Duration served = changeServed(bystander);
    Set<String> found = new HashSet<>();
    boolean told =
        Await.holds(
            Duration.ofSeconds(20),
            () -> {
              found.clear();
              found.addAll(findings());
              found.removeAll(before);
              return found.stream().anyMatch(finding -> finding.contains(poison.words()));
            });
    assertTrue(told, () -> "findings are " + found);
    sluice.rows().execute(poison.remedy());
    awaitStatus(poisoned, 200);
    Await.until("no finding is left", Proof.LIMIT, () -> findings().equals(before));
    print(poison, found.toString(), served);
  }

  /** The time from a change of the neighbour's to an answer that shows it. */
  private Duration changeServed(GatewayClient bystander) {
    String prefix = "/change-" + ++changes + "/";
    sluice.rows().execute("update routes set rewrite_prefix = ? where name = 'bystander'", prefix);
    long begin = System.nanoTime();
    awaitPath(bystander, prefix);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Set<String> findings() {
    return new HashSet<>(sluice.rows().query(FINDINGS));
  }

  private static void print(Poison poison, String told, Duration served) {
    System.out.printf(
        "POISON %-40s other tenant's change after %4d ms; %s%n",
        poison, served.toMillis(), told.substring(0, Math.min(told.length(), 160)));
  }

  private GatewayClient local(Provider provider, String product) {
    return sluice.at(provider.port(), product + ".dev.local.api.example.com");
  }
}
