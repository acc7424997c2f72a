package dev.sluice.bench.authz;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.peer.MeasuredServer;
import dev.sluice.bench.peer.ServerVariant;
import dev.sluice.bench.process.CpuPinning;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.process.ServerKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The servers of a run, each in its own process on the first processor. The bench runs on the
 * second.
 */
final class AuthzServers implements AutoCloseable {
  static final int SERVER_PROCESSOR = 0;
  static final int BENCH_PROCESSOR = 1;
  private static final String POLICY = "authz.yaml";

  private final CpuPinning pinning = new CpuPinning();
  private final ProcessUsage bench = ProcessUsage.ofThisProcess();
  private final Map<IssuerAlgorithm, BenchIssuer> issuers = new EnumMap<>(IssuerAlgorithm.class);
  private final Map<ServerVariant, MeasuredServer> running = new EnumMap<>(ServerVariant.class);
  private final ProcessGroup group;
  private final List<String> extauthzJava;
  private int sluiceServers;

  private AuthzServers(ProcessGroup group, List<String> extauthzJava) {
    this.group = group;
    this.extauthzJava = List.copyOf(extauthzJava);
    for (IssuerAlgorithm algorithm : IssuerAlgorithm.values()) {
      var issuer = new BenchIssuer(algorithm);
      issuers.put(algorithm, issuer);
      group.write(BenchPolicyFile.keyFile(issuer), issuer.keySet());
    }
    writePolicy(POLICY, BenchPolicyFile::keyFileSetting);
  }

  /** Starts Sluice, and on request the peers that can run on this machine. */
  static AuthzServers start(BenchReport report, boolean peers, List<String> extauthzJava)
      throws IOException {
    var servers = new AuthzServers(new ProcessGroup("authz", report::progress), extauthzJava);
    report.note(
        servers.pinning.works()
            ? "Servers have one processor, the bench another."
            : "No taskset, or one processor only: servers and bench share what there is.");
    List<ServerVariant> variants =
        Arrays.stream(ServerVariant.values())
            .filter(variant -> variant == ServerVariant.SLUICE || (peers && variant.isServer()))
            .toList();
    try {
      servers.running.putAll(MeasuredServer.startAll(report, variants, servers::another));
    } catch (RuntimeException e) {
      servers.group.closeParts();
      throw e;
    }
    servers.pinning.pin(servers.bench.pid(), BENCH_PROCESSOR);
    return servers;
  }

  /** Returns the variants whose server runs. */
  List<ServerVariant> variants() {
    return List.copyOf(running.keySet());
  }

  Map<ServerVariant, MeasuredServer> running() {
    return running;
  }

  MeasuredServer server(ServerVariant variant) {
    return Objects.requireNonNull(running.get(variant), variant::title);
  }

  /** Starts another server of a variant and waits until it listens. */
  MeasuredServer another(ServerVariant variant) {
    return switch (variant) {
      case GO -> peer(variant, MeasuredServer.goCommand(group, "noop"));
      case OIDC -> peer(variant, verifier("oidc"));
      case OPA -> peer(variant, verifier("opa"));
      case JAVA -> peer(variant, MeasuredServer.javaCommand());
      case SLUICE -> sluice(POLICY);
      case PLAIN, JWT, JWT_CACHED -> throw new IllegalArgumentException(variant + " has no server");
    };
  }

  /** Starts another extauthz-server, which fetches the issuers' keys from an address. */
  MeasuredServer another(URI keys) {
    String policy = "authz-with-key-urls.yaml";
    writePolicy(
        policy,
        issuer ->
            "jwks-url: \"%s\"".formatted(keys.resolve("/" + BenchPolicyFile.keyFile(issuer))));
    return sluice(policy);
  }

  private void writePolicy(String file, Function<BenchIssuer, String> keys) {
    group.write(file, BenchPolicyFile.of(issuers.values(), "prod", keys));
  }

  private MeasuredServer peer(ServerVariant variant, List<String> command) {
    return MeasuredServer.peer(group, variant, pinning.pinned(SERVER_PROCESSOR, command));
  }

  private List<String> verifier(String folder) {
    List<String> command = new ArrayList<>(MeasuredServer.goCommand(group, folder));
    command.add(BenchIssuer.AUDIENCE);
    for (BenchIssuer issuer : issuers.values()) {
      Path keys = group.home().resolve(BenchPolicyFile.keyFile(issuer));
      command.addAll(List.of(issuer.algorithm().segment(), issuer.url(), keys.toString()));
    }
    return command;
  }

  private MeasuredServer sluice(String policy) {
    String name = "extauthz-server-" + ++sluiceServers;
    Path spool = group.home().resolve(name + "-decisions");
    Map<String, ?> values =
        Map.of(
            "policy",
            group.home().resolve(policy),
            "audit",
            "{decisions: true, spool-dir: \"%s\"}".formatted(spool),
            "run-in",
            "2s",
            "limits",
            "{}");
    return MeasuredServer.of(
        SluiceServer.start(
            group,
            ServerKind.EXTAUTHZ,
            name,
            values,
            extauthzJava,
            command -> pinning.pinned(SERVER_PROCESSOR, command)));
  }

  CpuMeter meter(MeasuredServer server) {
    return () -> new CpuUsage(server.usage().cpuMillis(), 0, bench.cpuMillis());
  }

  BenchIssuer issuer(IssuerAlgorithm algorithm) {
    return Objects.requireNonNull(issuers.get(algorithm), algorithm::name);
  }

  Stream<BenchIssuer> issuers() {
    return issuers.values().stream();
  }

  /** Returns new tokens; all processors sign them. */
  List<String> newTokens(IssuerAlgorithm algorithm, int count) {
    pinning.unpin(bench.pid());
    try {
      return issuer(algorithm).tokens(count);
    } finally {
      pinning.pin(bench.pid(), BENCH_PROCESSOR);
    }
  }

  /** Moves all servers to one processor. */
  void move(int processor) {
    running.values().forEach(server -> pinning.pin(server.pid(), processor));
  }

  CpuPinning pinning() {
    return pinning;
  }

  ProcessGroup group() {
    return group;
  }

  @Override
  public void close() {
    pinning.unpin(bench.pid());
    group.close();
  }
}
