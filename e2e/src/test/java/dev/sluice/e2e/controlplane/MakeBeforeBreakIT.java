package dev.sluice.e2e.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.TlsHandshakeClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.RandomRowChanges;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
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

/** The tests of every kind of change under load. {@code -Dchanges=10000} runs more changes. */
@ExtendWith(TestEnvironmentExtension.class)
final class MakeBeforeBreakIT {
  private static final int CHANGES = Integer.getInteger("changes", 300);
  private static final long SEED = Long.getLong("seed", 4);
  private static final int PER_SECOND = 150;
  private static final int HANDSHAKES_PER_SECOND = 20;
  private static final String SECRET = "mbb";

  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("mbb");

  MakeBeforeBreakIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void changes_permanentHostsNeverFail() {
    List<Integer> upstreams = List.of(sluice.echoPort(), sluice.stack().ports().of(StackPort.RAG));
    int secure = StackPorts.findFreePort();
    rotate();
    try (ProviderTenant provider = sluice.newProvider("mbb").addTlsListener(secure, SECRET)) {
      RandomRowChanges changes =
          new RandomRowChanges(provider, sluice.sql(), upstreams, this::rotate, SEED);
      GatewayClient gateway = sluice.atHost(provider.port(), "any");
      TlsHandshakeClient handshakes =
          new TlsHandshakeClient(
              URI.create("https://localhost:" + secure), authority.certificate());
      changes
          .permanentHosts()
          .forEach(host -> ControlPlaneState.awaitStatus(gateway.withHeader("Host", host), 200));
      ConditionWait.awaitTrue(
          "TLS",
          ControlPlaneState.LIMIT,
          () -> handshakes.get(changes.permanentHosts().getFirst(), "/").status() == 200);
      BiFunction<String, String, GatewayResponse> plain =
          (host, path) -> gateway.withHeader("Host", host).get(path);
      ConstantRateLoad lasting = load(paths(changes.permanentHosts()), PER_SECOND, plain);
      ConstantRateLoad secured =
          load(paths(changes.permanentHosts()), HANDSHAKES_PER_SECOND, handshakes::get);
      ConstantRateLoad passing = load(changes.temporaryHosts(), PER_SECOND, plain);
      try (lasting;
          secured;
          passing) {
        for (int change = 0; change < CHANGES; change++) {
          changes.applyNext();
        }
        for (String host : changes.temporaryHosts()) {
          ControlPlaneState.awaitStatus(
              gateway.withHeader("Host", host), changes.isPublished(host) ? 200 : 404);
        }
        long before = lasting.count();
        ConditionWait.awaitTrue(
            "the load went on",
            ControlPlaneState.LIMIT,
            () -> lasting.count() > before + PER_SECOND);
      }
      System.out.println(CHANGES + " changes, " + handshakes.certificateCount() + " certificates");
      System.out.println("what lasts: " + sums(lasting) + ", over TLS: " + sums(secured));
      System.out.println("what comes and goes: " + sums(passing));
      assertEquals(Set.of("200"), ends(lasting), () -> "what lasts: " + lasting.outcomes());
      assertEquals(Set.of("200"), ends(secured), () -> "over TLS: " + secured.outcomes());
      assertTrue(handshakes.certificateCount() > 1, "no certificate was replaced");
      Set<String> others = ends(passing);
      others.removeAll(Set.of("200", "404 NOT_FOUND"));
      assertEquals(Set.of(), others, () -> "what comes and goes: " + passing.outcomes());
    }
  }

  /** Replaces the certificate by the next one of the same authority. */
  private void rotate() {
    authority
        .issueForHosts("localhost")
        .write(sluice.stack().settings().secretsFolder().resolve(SECRET), authority);
  }

  /** Returns two paths of each host: a permanent one, and one that changes its route. */
  private static List<String> paths(List<String> hosts) {
    return hosts.stream().flatMap(host -> Stream.of(host, host + "/extra")).toList();
  }

  private static ConstantRateLoad load(
      Collection<String> places, int perSecond, BiFunction<String, String, GatewayResponse> call) {
    return new ConstantRateLoad(
        List.copyOf(places),
        perSecond,
        place -> {
          int slash = place.indexOf('/');
          return slash < 0
              ? call.apply(place, "/")
              : call.apply(place.substring(0, slash), place.substring(slash));
        });
  }

  private static Map<String, Long> sums(ConstantRateLoad load) {
    Map<String, Long> sums = new TreeMap<>();
    load.outcomes()
        .forEach((end, count) -> sums.merge(end.substring(end.indexOf(' ') + 1), count, Long::sum));
    return sums;
  }

  private static Set<String> ends(ConstantRateLoad load) {
    return new TreeSet<>(sums(load).keySet());
  }
}
