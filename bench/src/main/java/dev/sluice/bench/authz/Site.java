package dev.sluice.bench.authz;

import dev.sluice.bench.Pinning;
import dev.sluice.bench.ProcessGroup;
import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.check.token.BenchIssuer;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All servers that are measured here. The bench itself stays on another processor than they. */
final class Site implements AutoCloseable {
  static final int OTHER_PROCESSOR = 1;
  private static final List<Variant> SERVERS =
      Arrays.stream(Variant.values()).filter(Variant::isServer).toList();

  private final Pinning pinning = Pinning.find();
  private final ProcessUse bench = new ProcessUse(ProcessHandle.current().pid());
  private final Map<Algorithm, BenchIssuer> issuers = new EnumMap<>(Algorithm.class);
  private final Map<Variant, Server> running = new EnumMap<>(Variant.class);
  private final ProcessGroup group;
  private final Servers servers;

  Site(AuthzOptions options, ComparisonReport report) throws IOException {
    for (Algorithm algorithm : Algorithm.values()) {
      issuers.put(algorithm, new BenchIssuer(algorithm));
    }
    group = new ProcessGroup("authz", report::progress);
    servers = new Servers(group, pinning, issuers, options.extauthzJava());
    report.note(
        pinning.works()
            ? "Servers have one processor, the bench another."
            : "No taskset, or one processor only: servers and bench share what there is.");
    try {
      SERVERS.stream()
          .filter(variant -> options.peers() || variant == Variant.SLUICE)
          .forEach(variant -> start(variant, report));
    } catch (RuntimeException e) {
      group.closeParts();
      throw e;
    }
    pinning.move(bench.pid(), OTHER_PROCESSOR);
  }

  private void start(Variant variant, ComparisonReport report) {
    report.progress("starting " + variant.title());
    try {
      running.put(variant, servers.start(variant));
    } catch (MissingPrerequisiteException e) {
      report.note(variant.title() + " is not measured: " + e.getMessage());
    }
  }

  /** The servers that run here. */
  List<Variant> variants() {
    return List.copyOf(running.keySet());
  }

  Server server(Variant variant) {
    Server server = running.get(variant);
    if (server == null) {
      throw new IllegalArgumentException(variant + " does not run");
    }
    return server;
  }

  /** Another process of the same. */
  Server another(Variant variant) {
    return servers.start(variant);
  }

  /** Another extauthz-server, which asks for keys at an address. */
  Server another(URI keys) {
    return servers.sluice(keys);
  }

  Meter meter(Server server) {
    return () -> new Use(server.use().cpuMillis(), 0, bench.cpuMillis());
  }

  BenchIssuer issuer(Algorithm algorithm) {
    BenchIssuer issuer = issuers.get(algorithm);
    if (issuer == null) {
      throw new IllegalArgumentException("no issuer for " + algorithm);
    }
    return issuer;
  }

  /** New tokens; while they are signed the bench has all processors. */
  List<String> tokens(Algorithm algorithm, int count) {
    pinning.free(bench.pid());
    try {
      return issuer(algorithm).tokens(count);
    } finally {
      pinning.move(bench.pid(), OTHER_PROCESSOR);
    }
  }

  Pinning pinning() {
    return pinning;
  }

  ProcessGroup group() {
    return group;
  }

  ProcessUse bench() {
    return bench;
  }

  @Override
  public void close() {
    pinning.free(bench.pid());
    group.close();
  }
}
