package dev.sluice.bench.capacity;

import dev.sluice.bench.authz.AuthzCommand;
import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.extproc.ExtProcCommand;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.peer.BenchEnvoy;
import dev.sluice.bench.peer.MeasuredServer;
import dev.sluice.bench.peer.ServerVariant;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An Envoy with both policy servers, and with a listener that calls neither. */
record CapacityServers(
    ProcessGroup group,
    BenchIssuer issuer,
    SluiceServer extauthz,
    SluiceServer extproc,
    BenchEnvoy envoy)
    implements AutoCloseable {
  private static final String EXTAUTHZ = "extauthz";

  static CapacityServers start(BenchReport report, int upstream) throws IOException {
    var group = new ProcessGroup("capacity", report::progress);
    try {
      var issuer = new BenchIssuer(IssuerAlgorithm.RS256);
      group.write(BenchPolicyFile.keyFile(issuer), issuer.keySet());
      String policy = BenchPolicyFile.of(List.of(issuer), "prod", BenchPolicyFile::keyFileSetting);
      SluiceServer extauthz =
          start(
              group,
              ServerKind.EXTAUTHZ,
              Map.of(
                  "policy",
                  group.write("authz.yaml", policy),
                  "audit",
                  "{decisions: true, spool-dir: \"%s\"}".formatted(spool(group, EXTAUTHZ)),
                  "run-in",
                  "10s",
                  "limits",
                  "{}"));
      SluiceServer extproc =
          start(
              group,
              ServerKind.EXTPROC,
              Map.of(
                  "policies", RepositoryRoot.find().policies(), "spool", spool(group, "extproc")));
      Map<ServerVariant, MeasuredServer> called = new EnumMap<>(ServerVariant.class);
      called.put(ServerVariant.SLUICE, MeasuredServer.of(extproc));
      var envoy =
          new BenchEnvoy(
              group,
              called,
              List.of(ServerVariant.PLAIN),
              template(ExtProcCommand.class, "upstream.yaml", Map.of("port", upstream))
                  + template(
                      BenchEnvoy.class,
                      "envoy_server_cluster.yaml",
                      Map.of("name", EXTAUTHZ, "port", extauthz.port())),
              CapacityServers::listener,
              UnaryOperator.identity());
      return new CapacityServers(group, issuer, extauthz, extproc, envoy);
    } catch (RuntimeException e) {
      group.closeParts();
      throw e;
    }
  }

  @Override
  public void close() {
    group.close();
  }

  private static SluiceServer start(ProcessGroup group, ServerKind kind, Map<String, ?> values) {
    return SluiceServer.start(
        group, kind, kind.module(), values, List.of(), UnaryOperator.identity());
  }

  private static Path spool(ProcessGroup group, String name) {
    return group.home().resolve(name + "-spool");
  }

  private static BenchEnvoy.ListenerParts listener(ServerVariant variant) {
    Map<String, String> extproc = Map.of("cluster", variant.id());
    return variant.isServer()
        ? new BenchEnvoy.ListenerParts(
            "route: {cluster: upstream, timeout: 0s}",
            template(ExtProcCommand.class, "access_log.yaml", extproc).strip(),
            template(AuthzCommand.class, "ext_authz.yaml", Map.of("cluster", EXTAUTHZ))
                + template(ExtProcCommand.class, "ext_proc.yaml", extproc))
        : new BenchEnvoy.ListenerParts("route: {cluster: upstream, timeout: 0s}", "", "");
  }

  private static String template(Class<?> neighbour, String file, Map<String, ?> values) {
    return new TextTemplate(neighbour, file).fill(values);
  }
}
