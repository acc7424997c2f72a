package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.SteadyLoad;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.rows.RandomChanges;
import dev.sluice.e2e.stack.Port;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of every kind under load; {@code -Dchanges=10000} makes more of them. */
@ExtendWith(SluiceExtension.class)
final class MakeBeforeBreakIT {
  private static final int CHANGES = Integer.getInteger("changes", 300);
  private static final long SEED = Long.getLong("seed", 4);
  private static final int PER_SECOND = 150;

  private final Sluice sluice;

  MakeBeforeBreakIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void changes_whatIsThereBeforeAndAfterNeverFails_andWhatIsDeletedIsNotFound() {
    List<Integer> upstreams = List.of(sluice.echo(), sluice.stack().ports().of(Port.RAG));
    try (Provider provider = sluice.provider("mbb")) {
      RandomChanges changes = new RandomChanges(provider, sluice.rows(), upstreams, SEED);
      GatewayClient gateway = sluice.at(provider.port(), "any");
      changes.lasting().forEach(host -> Proof.awaitStatus(gateway.with("Host", host), 200));
      SteadyLoad lasting = load(gateway, changes.lasting());
      SteadyLoad passing = load(gateway, changes.passing());
      try (lasting;
          passing) {
        for (int change = 0; change < CHANGES; change++) {
          changes.next();
        }
        for (String host : changes.passing()) {
          Proof.awaitStatus(gateway.with("Host", host), changes.isThere(host) ? 200 : 404);
        }
        long before = lasting.count();
        Await.until("the load went on", Proof.LIMIT, () -> lasting.count() > before + PER_SECOND);
      }
      System.out.println(
          CHANGES + " changes: " + lasting.count() + " and " + passing.count() + " requests");
      System.out.println("what comes and goes: " + sums(passing));
      assertEquals(Set.of("200"), ends(lasting), () -> "what lasts: " + lasting.outcomes());
      Set<String> others = ends(passing);
      // What was on its way when its publish went may be told to try again, and then finds nothing.
      others.removeAll(
          Set.of("200", "404 NOT_FOUND", "503 AUTHZ_UNAVAILABLE", "503 UPSTREAM_UNAVAILABLE"));
      assertEquals(Set.of(), others, () -> "what comes and goes: " + passing.outcomes());
    }
  }

  private static SteadyLoad load(GatewayClient gateway, Collection<String> hosts) {
    return new SteadyLoad(
        List.copyOf(hosts), PER_SECOND, host -> gateway.with("Host", host).get("/"));
  }

  private static Map<String, Long> sums(SteadyLoad load) {
    Map<String, Long> sums = new TreeMap<>();
    load.outcomes()
        .forEach((end, count) -> sums.merge(end.substring(end.indexOf(' ') + 1), count, Long::sum));
    return sums;
  }

  private static Set<String> ends(SteadyLoad load) {
    return new TreeSet<>(sums(load).keySet());
  }
}
