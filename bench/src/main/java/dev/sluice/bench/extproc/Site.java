package dev.sluice.bench.extproc;

import dev.sluice.bench.ProcessGroup;
import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.extproc.peer.NoopMain;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.peer.PeerProcess;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One Envoy and all that it asks, each in a process of its own, on free ports. */
final class Site implements AutoCloseable {
  private final RepositoryRoot root = RepositoryRoot.find();
  private final ProcessUse bench = new ProcessUse(ProcessHandle.current().pid());
  private final Map<Variant, Integer> servers = new EnumMap<>(Variant.class);
  private final Map<Variant, Integer> listeners = new EnumMap<>(Variant.class);
  private final Map<Variant, ProcessUse> uses = new EnumMap<>(Variant.class);
  private final ProcessGroup group;
  private final ExtProcOptions options;
  private final ComparisonReport report;
  private final URI ops = http(StackPorts.findFreePort());
  private final ProcessUse envoy;

  private Site(ExtProcOptions options, int upstream, ComparisonReport report) throws IOException {
    this.options = options;
    this.report = report;
    group = new ProcessGroup("extproc", report::progress);
    try {
      if (options.peers()) {
        startPeers();
      }
      startSluice();
      envoy = startEnvoy(upstream);
    } catch (RuntimeException e) {
      group.closeParts();
      throw e;
    }
  }

  /** Starts everything before an upstream that listens on that port. */
  static Site start(ExtProcOptions options, int upstream, ComparisonReport report)
      throws IOException {
    return new Site(options, upstream, report);
  }

  /** What can be measured here. */
  List<Variant> variants() {
    return List.copyOf(listeners.keySet());
  }

  /** Where a variant takes requests. */
  int port(Variant variant) {
    return listeners.getOrDefault(variant, 0);
  }

  Meter meter(Variant variant) {
    ProcessUse server = uses.get(variant);
    return () ->
        new Use(server == null ? 0 : server.cpuMillis(), envoy.cpuMillis(), bench.cpuMillis());
  }

  /** Where extproc-dlp-server tells its metrics. */
  URI ops() {
    return ops;
  }

  /** Forgets the records that were drained. */
  void emptyLogs() {
    group.emptyLogs();
  }

  /** Stops everything, and deletes what it wrote. */
  @Override
  public void close() {
    group.close();
  }

  private void startPeers() {
    Path log = group.home().resolve("peers.log");
    try {
      report.progress("building the Go server");
      List<String> go = List.of(GoProgram.build("bench/peers/extproc", log).binary().toString());
      peer(Variant.GO, PeerProcess.start("the Go server", go, log));
    } catch (MissingPrerequisiteException e) {
      report.note("No server in Go is measured: " + e.getMessage());
    }
    peer(Variant.JAVA, PeerProcess.start("the Java server", PeerProcess.java(NoopMain.class), log));
  }

  private void peer(Variant variant, PeerProcess server) {
    group.add(server);
    servers.put(variant, server.port());
    uses.put(variant, new ProcessUse(server.pid()));
  }

  private void startSluice() {
    int port = StackPorts.findFreePort();
    Path config =
        group.write(
            "extproc.yaml",
            """
            environment: dev
            grpc: {address: "127.0.0.1:%d"}
            ops: {address: "%s"}
            dlp: {rules: "%s", stream-mode: pre-and-incremental}
            waf: {rules: "%s"}
            audit: {spool-dir: "%s"}
            """
                .formatted(
                    port,
                    ops.getAuthority(),
                    root.policies().resolve("dlp_rules.yaml"),
                    root.policies().resolve("waf_rules.yaml"),
                    group.home().resolve("spool")));
    List<String> command = JavaCommand.of(root, ServerKind.EXTPROC, options.extprocJava(), config);
    servers.put(Variant.SLUICE, port);
    uses.put(
        Variant.SLUICE,
        new ProcessUse(group.start("extproc-dlp-server", command, ops.resolve("/readyz")).pid()));
  }

  private ProcessUse startEnvoy(int upstream) {
    List<Variant> all = new ArrayList<>(servers.keySet());
    all.add(Variant.PLAIN);
    all.forEach(variant -> listeners.put(variant, StackPorts.findFreePort()));
    int admin = StackPorts.findFreePort();
    var config = new EnvoyConfig(admin, upstream, listeners, servers, options.audit());
    Path file = group.write("envoy.yaml", config.yaml());
    List<String> command = EnvoyCommand.of(EnvoyBinary.find(System.getenv()), file);
    return new ProcessUse(group.start("envoy", command, http(admin).resolve("/ready")).pid());
  }

  private static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
