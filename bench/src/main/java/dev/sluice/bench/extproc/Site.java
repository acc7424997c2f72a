package dev.sluice.bench.extproc;

import dev.sluice.bench.GoProgram;
import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.extproc.load.Meter;
import dev.sluice.bench.extproc.load.Use;
import dev.sluice.bench.extproc.peer.NoopServer;
import dev.sluice.bench.extproc.report.ExtProcReport;
import dev.sluice.e2e.process.AbsentException;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One Envoy and all that it asks, each in a process of its own, on free ports. */
final class Site implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final RepositoryRoot root = RepositoryRoot.find();
  private final ProcessUse bench = new ProcessUse(ProcessHandle.current().pid());
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<Variant, Integer> servers = new EnumMap<>(Variant.class);
  private final Map<Variant, Integer> listeners = new EnumMap<>(Variant.class);
  private final Map<Variant, ProcessUse> uses = new EnumMap<>(Variant.class);
  private final Path home;
  private final ExtProcOptions options;
  private final ExtProcReport report;
  private final URI ops = http(Ports.oneFree());
  private final ProcessUse envoy;

  private Site(ExtProcOptions options, int upstream, ExtProcReport report) throws IOException {
    this.options = options;
    this.report = report;
    home = Files.createTempDirectory("sluice-bench-extproc");
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::closeParts));
    report.progress("starting (logs in " + home + ")");
    try {
      if (options.peers()) {
        startPeers();
      }
      startSluice();
      envoy = startEnvoy(upstream);
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  /** Starts everything before an upstream that listens on that port. */
  static Site start(ExtProcOptions options, int upstream, ExtProcReport report) throws IOException {
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

  /** Stops everything, and deletes what it wrote. */
  @Override
  public void close() {
    closeParts();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startPeers() {
    Path log = home.resolve("peers.log");
    try {
      report.progress("building the Go server");
      peer(Variant.GO, NoopServer.start(GoProgram.build("extproc", log), log));
    } catch (AbsentException e) {
      report.note("No server in Go is measured: " + e.getMessage());
    }
    peer(Variant.JAVA, NoopServer.startJava(log));
  }

  private void peer(Variant variant, NoopServer server) {
    parts.push(server);
    servers.put(variant, server.port());
    uses.put(variant, new ProcessUse(server.pid()));
  }

  private void startSluice() throws IOException {
    int port = Ports.oneFree();
    Path config =
        Files.writeString(
            home.resolve("extproc.yaml"),
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
                    home.resolve("spool")));
    List<String> command = JavaCommand.of(root, ServerKind.EXTPROC, options.extprocJava(), config);
    servers.put(Variant.SLUICE, port);
    uses.put(Variant.SLUICE, start("extproc-dlp-server", command, ops.resolve("/readyz")));
  }

  private ProcessUse startEnvoy(int upstream) throws IOException {
    List<Variant> all = new ArrayList<>(servers.keySet());
    all.add(Variant.PLAIN);
    all.forEach(variant -> listeners.put(variant, Ports.oneFree()));
    int admin = Ports.oneFree();
    var config = new EnvoyConfig(admin, upstream, listeners, servers, options.audit());
    Path file = Files.writeString(home.resolve("envoy.yaml"), config.yaml());
    List<String> command = EnvoyCommand.of(EnvoyBinary.find(System.getenv()), file);
    return start("envoy", command, http(admin).resolve("/ready"));
  }

  private ProcessUse start(String name, List<String> command, URI ready) {
    var spec =
        new ProcessSpec(
            name,
            command,
            Map.of("SLUICE_LOG_FORMAT", "text"),
            home,
            home.resolve(name + ".log"),
            home.resolve(name + ".pid"),
            ready,
            LIMIT);
    var process = new ManagedProcess(spec);
    parts.push(process);
    process.start();
    process.awaitReady();
    return new ProcessUse(process.pid());
  }

  private synchronized void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        report.progress("a part could not be stopped: " + e.getMessage());
      }
    }
  }

  private static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
