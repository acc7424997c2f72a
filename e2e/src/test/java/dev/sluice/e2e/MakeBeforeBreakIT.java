package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.HandshakeClient;
import dev.sluice.e2e.client.SteadyLoad;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.rows.RandomChanges;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of every kind under load; {@code -Dchanges=10000} makes more of them. */
@ExtendWith(SluiceExtension.class)
final class MakeBeforeBreakIT {
  private static final int CHANGES = Integer.getInteger("changes", 300);
  private static final long SEED = Long.getLong("seed", 4);
  private static final int PER_SECOND = 150;
  private static final int HANDSHAKES_PER_SECOND = 20;
  private static final String SECRET = "mbb";

  private final Sluice sluice;
  private final TestCa authority = new TestCa("mbb");

  MakeBeforeBreakIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void changes_whatIsThereBeforeAndAfterNeverFails_andWhatIsDeletedIsNotFound() {
    List<Integer> upstreams = List.of(sluice.echo(), sluice.stack().ports().of(Port.RAG));
    int secure = Ports.oneFree();
    rotate();
    try (Provider provider = sluice.provider("mbb").secure(secure, SECRET)) {
      RandomChanges changes =
          new RandomChanges(provider, sluice.rows(), upstreams, this::rotate, SEED);
      GatewayClient gateway = sluice.at(provider.port(), "any");
      HandshakeClient handshakes =
          new HandshakeClient(URI.create("https://localhost:" + secure), authority.certificate());
      changes.lasting().forEach(host -> Proof.awaitStatus(gateway.with("Host", host), 200));
      Await.until(
          "TLS",
          Proof.LIMIT,
          () -> handshakes.get(changes.lasting().getFirst(), "/").status() == 200);
      BiFunction<String, String, Answer> plain =
          (host, path) -> gateway.with("Host", host).get(path);
      SteadyLoad lasting = load(paths(changes.lasting()), PER_SECOND, plain);
      SteadyLoad secured = load(paths(changes.lasting()), HANDSHAKES_PER_SECOND, handshakes::get);
      SteadyLoad passing = load(changes.passing(), PER_SECOND, plain);
      try (lasting;
          secured;
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
      System.out.println(CHANGES + " changes, " + handshakes.certificates() + " certificates");
      System.out.println("what lasts: " + sums(lasting) + ", over TLS: " + sums(secured));
      System.out.println("what comes and goes: " + sums(passing));
      assertEquals(Set.of("200"), ends(lasting), () -> "what lasts: " + lasting.outcomes());
      assertEquals(Set.of("200"), ends(secured), () -> "over TLS: " + secured.outcomes());
      assertTrue(handshakes.certificates() > 1, "no certificate was replaced");
      Set<String> others = ends(passing);
      others.removeAll(Set.of("200", "404 NOT_FOUND"));
      assertEquals(Set.of(), others, () -> "what comes and goes: " + passing.outcomes());
    }
  }

  /** Shows the next certificate of the same authority. */
  private void rotate() {
    authority
        .issueForHosts("localhost")
        .write(sluice.stack().settings().secrets().resolve(SECRET), authority);
  }

  /** Of each host what is always there, and what is there by another route at times. */
  private static List<String> paths(List<String> hosts) {
    return hosts.stream().flatMap(host -> Stream.of(host, host + "/extra")).toList();
  }

  private static SteadyLoad load(
      Collection<String> places, int perSecond, BiFunction<String, String, Answer> call) {
    return new SteadyLoad(
        List.copyOf(places),
        perSecond,
        place -> {
          int slash = place.indexOf('/');
          return slash < 0
              ? call.apply(place, "/")
              : call.apply(place.substring(0, slash), place.substring(slash));
        });
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
