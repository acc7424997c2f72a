package dev.sluice.e2e;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.FurtherExtAuthz;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Three further extauthz-servers of the default cluster, each behind a listener of one Envoy. */
final class ThreeReplicas implements AutoCloseable {
  private final Sluice sluice;
  private final List<FurtherExtAuthz> servers;
  private final List<Integer> listeners =
      List.of(Ports.oneFree(), Ports.oneFree(), Ports.oneFree());
  private final StaticEnvoy envoy;

  ThreeReplicas(Sluice sluice) {
    this.sluice = sluice;
    this.servers =
        List.of(
            new FurtherExtAuthz(sluice.stack(), "replica-1"),
            new FurtherExtAuthz(sluice.stack(), "replica-2"),
            new FurtherExtAuthz(sluice.stack(), "replica-3"));
    servers.forEach(server -> server.process().start());
    servers.forEach(server -> server.process().awaitReady());
    this.envoy = front(sluice, listeners, servers);
  }

  private static StaticEnvoy front(
      Sluice sluice, List<Integer> listeners, List<FurtherExtAuthz> servers) {
    TestCa authority = new TestCa("replicas");
    Path certificates = sluice.stack().settings().state("replicas").resolve("tls");
    authority.issueForHosts("localhost").write(certificates, authority);
    return StaticEnvoy.start(
        sluice.stack().settings(),
        "credentials.yaml",
        Map.ofEntries(
            Map.entry("first", listeners.get(0)),
            Map.entry("second", listeners.get(1)),
            Map.entry("third", listeners.get(2)),
            Map.entry("secure", Ports.oneFree()),
            Map.entry("required", true),
            Map.entry("certificates", certificates),
            Map.entry("extauthz-first", servers.get(0).ports().of(Port.EXTAUTHZ)),
            Map.entry("extauthz-second", servers.get(1).ports().of(Port.EXTAUTHZ)),
            Map.entry("extauthz-third", servers.get(2).ports().of(Port.EXTAUTHZ)),
            Map.entry("upstream", sluice.echo())));
  }

  /** A caller of a host at each replica. */
  List<GatewayClient> at(String host) {
    return listeners.stream().map(port -> sluice.at(port, host)).toList();
  }

  List<FurtherExtAuthz> servers() {
    return servers;
  }

  @Override
  public void close() {
    envoy.close();
    servers.forEach(FurtherExtAuthz::close);
  }
}
