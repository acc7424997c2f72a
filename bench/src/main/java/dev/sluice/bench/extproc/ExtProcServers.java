package dev.sluice.bench.extproc;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.process.BenchEnvoy;
import dev.sluice.bench.process.PeerProcess;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** An Envoy and the servers that it calls, each in a process of its own. */
final class ExtProcServers implements AutoCloseable {
  private static final TextTemplate CONFIG = new TextTemplate(ExtProcServers.class, "extproc.yaml");
  private static final TextTemplate EXT_PROC =
      new TextTemplate(ExtProcServers.class, "ext_proc.yaml");
  private static final TextTemplate ACCESS_LOG =
      new TextTemplate(ExtProcServers.class, "access_log.yaml");
  private static final Duration RECORDS_LIMIT = Duration.ofSeconds(10);

  private final RepositoryRoot root = RepositoryRoot.find();
  private final ProcessUsage bench = ProcessUsage.ofThisProcess();
  private final URI ops = URI.create("http://127.0.0.1:" + StackPorts.findFreePort());
  private final Map<ExtProcVariant, Integer> servers = new EnumMap<>(ExtProcVariant.class);
  private final Map<ExtProcVariant, Integer> listeners = new EnumMap<>(ExtProcVariant.class);

  /** The usage of each server; that of PLAIN is Envoy's. */
  private final Map<ExtProcVariant, ProcessUsage> usages = new EnumMap<>(ExtProcVariant.class);

  private final ProcessGroup group;
  private final boolean audit;

  private ExtProcServers(ProcessGroup group, boolean audit) {
    this.group = group;
    this.audit = audit;
  }

  /**
   * Starts everything.
   *
   * @param upstream the port behind Envoy
   * @param audit whether Sluice gets the access log
   */
  static ExtProcServers start(
      BenchReport report, int upstream, boolean peers, boolean audit, List<String> java)
      throws IOException {
    var all = new ExtProcServers(new ProcessGroup("extproc", report::progress), audit);
    try {
      if (peers) {
        all.startPeers(report);
      }
      all.startSluice(java);
      all.startEnvoy(upstream);
      return all;
    } catch (RuntimeException e) {
      all.group.closeParts();
      throw e;
    }
  }

  List<ExtProcVariant> variants() {
    return List.copyOf(listeners.keySet());
  }

  /** Returns the port of a variant's listener. */
  int port(ExtProcVariant variant) {
    return listeners.getOrDefault(variant, 0);
  }

  CpuMeter meter(ExtProcVariant variant) {
    ProcessUsage server = usage(variant);
    ProcessUsage envoy = usage(ExtProcVariant.PLAIN);
    return () ->
        new CpuUsage(
            variant.isServer() ? server.cpuMillis() : 0, envoy.cpuMillis(), bench.cpuMillis());
  }

  /** Waits for that many audit records and returns how many there are. */
  long awaitRecords(long exchanges) {
    var figures = new ServerMetrics(0, ops);
    String kind = "kind=\"recorded\"";
    ConditionWait.becomesTrue(
        RECORDS_LIMIT, () -> figures.metric("accesslog_entries_total", kind) >= exchanges);
    return (long) figures.metric("accesslog_entries_total", kind);
  }

  private ProcessUsage usage(ExtProcVariant variant) {
    return Objects.requireNonNull(usages.get(variant), variant::title);
  }

  void emptyLogs() {
    group.emptyLogs();
  }

  @Override
  public void close() {
    group.close();
  }

  private void startPeers(BenchReport report) {
    Path log = group.home().resolve("peers.log");
    try {
      report.progress("building the Go server");
      List<String> go = List.of(GoProgram.build("bench/peers/extproc", log).binary().toString());
      add(ExtProcVariant.GO, PeerProcess.start("the Go server", go, log));
    } catch (MissingPrerequisiteException e) {
      report.note("No server in Go is measured: " + e.getMessage());
    }
    List<String> java = PeerProcess.java(NoopProcessorMain.class);
    add(ExtProcVariant.JAVA, PeerProcess.start("the Java server", java, log));
  }

  private void add(ExtProcVariant variant, PeerProcess server) {
    group.add(server);
    servers.put(variant, server.port());
    usages.put(variant, new ProcessUsage(server.pid()));
  }

  private void startSluice(List<String> java) {
    int port = StackPorts.findFreePort();
    String text =
        CONFIG.fill(
            Map.of(
                "port", port,
                "ops", ops.getAuthority(),
                "policies", root.policies(),
                "spool", group.home().resolve("spool")));
    Path config = group.write("extproc.yaml", text);
    List<String> command = JavaCommand.of(root, ServerKind.EXTPROC, java, config);
    servers.put(ExtProcVariant.SLUICE, port);
    ManagedProcess process = group.start("extproc-dlp-server", command, ops.resolve("/readyz"));
    usages.put(ExtProcVariant.SLUICE, new ProcessUsage(process.pid()));
  }

  private void startEnvoy(int upstream) {
    listeners.put(ExtProcVariant.PLAIN, StackPorts.findFreePort());
    servers.keySet().forEach(variant -> listeners.put(variant, StackPorts.findFreePort()));
    List<BenchEnvoy.BenchCluster> clusters = new ArrayList<>();
    clusters.add(new BenchEnvoy.BenchCluster("upstream", upstream, false));
    servers.forEach(
        (variant, port) -> clusters.add(new BenchEnvoy.BenchCluster(name(variant), port, true)));
    List<BenchEnvoy.BenchListener> all = variants().stream().map(this::listener).toList();
    ManagedProcess envoy = BenchEnvoy.start(group, all, clusters, UnaryOperator.identity());
    usages.put(ExtProcVariant.PLAIN, new ProcessUsage(envoy.pid()));
  }

  private BenchEnvoy.BenchListener listener(ExtProcVariant variant) {
    Map<String, String> cluster = Map.of("cluster", name(variant));
    return new BenchEnvoy.BenchListener(
        name(variant),
        port(variant),
        "route: {cluster: upstream, timeout: 0s}",
        variant == ExtProcVariant.SLUICE && audit ? ACCESS_LOG.fill(cluster).strip() : "",
        variant.isServer() ? EXT_PROC.fill(cluster) : "");
  }

  private static String name(ExtProcVariant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }
}
