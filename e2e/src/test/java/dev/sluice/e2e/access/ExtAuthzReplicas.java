package dev.sluice.e2e.access;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.StaticEnvoy;
import dev.sluice.e2e.support.TestEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A set of three additional extauthz-servers of the default cluster, each behind a listener of one
 * Envoy.
 */
final class ExtAuthzReplicas implements AutoCloseable {
  private final TestEnvironment sluice;
  private final List<AdditionalPolicyServer> servers;
  private final List<Integer> listeners =
      List.of(StackPorts.findFreePort(), StackPorts.findFreePort(), StackPorts.findFreePort());
  private final StaticEnvoy envoy;

  ExtAuthzReplicas(TestEnvironment sluice) {
    this(sluice, sluice.stack().settings().policies().resolve("authz.yaml"), "");
  }

  /**
   * Starts replicas with their own policy.
   *
   * @param more further sections of their configuration
   */
  ExtAuthzReplicas(TestEnvironment sluice, Path policy, String more) {
    this.sluice = sluice;
    this.servers =
        Stream.of("replica-1", "replica-2", "replica-3")
            .map(name -> AdditionalPolicyServer.extauthz(sluice.stack(), name, policy, more))
            .toList();
    servers.forEach(server -> server.process().start());
    servers.forEach(server -> server.process().awaitReady());
    this.envoy = front(sluice, listeners, servers);
  }

  private static StaticEnvoy front(
      TestEnvironment sluice, List<Integer> listeners, List<AdditionalPolicyServer> servers) {
    TestCa authority = new TestCa("replicas");
    Path certificates = sluice.stack().settings().stateFolder("replicas").resolve("tls");
    authority.issueForHosts("localhost").write(certificates, authority);
    return StaticEnvoy.start(
        sluice.stack().settings(),
        "credentials.yaml",
        Map.ofEntries(
            Map.entry("first", listeners.get(0)),
            Map.entry("second", listeners.get(1)),
            Map.entry("third", listeners.get(2)),
            Map.entry("secure", StackPorts.findFreePort()),
            Map.entry("required", true),
            Map.entry("certificates", certificates),
            Map.entry("extauthz-first", servers.get(0).ports().of(StackPort.EXTAUTHZ)),
            Map.entry("extauthz-second", servers.get(1).ports().of(StackPort.EXTAUTHZ)),
            Map.entry("extauthz-third", servers.get(2).ports().of(StackPort.EXTAUTHZ)),
            Map.entry("upstream", sluice.echoPort())));
  }

  /** Returns one client of a host for each replica. */
  List<GatewayClient> at(String host) {
    return listeners.stream().map(port -> sluice.atHost(port, host)).toList();
  }

  List<AdditionalPolicyServer> servers() {
    return servers;
  }

  @Override
  public void close() {
    envoy.close();
    servers.forEach(AdditionalPolicyServer::close);
  }
}
