package dev.sluice.bench.authz;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.ExtAuthzProcess;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.process.CpuPinning;
import dev.sluice.bench.process.PeerProcess;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The servers of a run, each in a process of its own on the first processor. The bench runs on the
 * second.
 */
final class AuthzServers implements AutoCloseable {
  static final int SERVER_PROCESSOR = 0;
  static final int BENCH_PROCESSOR = 1;
  private static final String POLICY = "authz.yaml";

  private final CpuPinning pinning = new CpuPinning();
  private final ProcessUsage bench = ProcessUsage.ofThisProcess();
  private final Map<IssuerAlgorithm, BenchIssuer> issuers = new EnumMap<>(IssuerAlgorithm.class);
  private final Map<AuthzVariant, AuthzServer> running = new EnumMap<>(AuthzVariant.class);
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
    group.write(POLICY, BenchPolicyFile.withKeyFiles(issuers.values(), "prod"));
  }

  /** Starts Sluice, and the peers that can run here if they are wanted. */
  static AuthzServers start(BenchReport report, boolean peers, List<String> extauthzJava)
      throws IOException {
    var servers = new AuthzServers(new ProcessGroup("authz", report::progress), extauthzJava);
    report.note(
        servers.pinning.works()
            ? "Servers have one processor, the bench another."
            : "No taskset, or one processor only: servers and bench share what there is.");
    try {
      Arrays.stream(AuthzVariant.values())
          .filter(variant -> variant == AuthzVariant.SLUICE || (peers && variant.isServer()))
          .forEach(variant -> servers.start(variant, report));
    } catch (RuntimeException e) {
      servers.group.closeParts();
      throw e;
    }
    servers.pinning.pin(servers.bench.pid(), BENCH_PROCESSOR);
    return servers;
  }

  private void start(AuthzVariant variant, BenchReport report) {
    report.progress("starting " + variant.title());
    try {
      running.put(variant, another(variant));
    } catch (MissingPrerequisiteException e) {
      report.note(variant.title() + " is not measured: " + e.getMessage());
    }
  }

  /** Returns the variants whose server runs. */
  List<AuthzVariant> variants() {
    return List.copyOf(running.keySet());
  }

  AuthzServer server(AuthzVariant variant) {
    return Objects.requireNonNull(running.get(variant), variant::title);
  }

  /** Starts another server of a variant and returns when it listens. */
  AuthzServer another(AuthzVariant variant) {
    return switch (variant) {
      case GO -> peer(variant, go("bench/peers/authz/noop"));
      case OIDC -> peer(variant, verifier("bench/peers/authz/oidc"));
      case OPA -> peer(variant, verifier("bench/peers/authz/opa"));
      case JAVA -> peer(variant, PeerProcess.java(NoopAuthorizationMain.class));
      case SLUICE -> sluice(POLICY);
      case PLAIN, JWT, JWT_CACHED -> throw new IllegalArgumentException(variant + " has no server");
    };
  }

  /** Starts another extauthz-server, which fetches the issuers' keys from an address. */
  AuthzServer another(URI keys) {
    String policy = "authz-with-key-urls.yaml";
    group.write(
        policy,
        BenchPolicyFile.withKeys(
            issuers.values(),
            issuer ->
                "jwks-url: \"%s\"".formatted(keys.resolve("/" + BenchPolicyFile.keyFile(issuer)))));
    return sluice(policy);
  }

  private AuthzServer peer(AuthzVariant variant, List<String> command) {
    PeerProcess peer =
        group.add(
            PeerProcess.start(
                variant.title(), pinning.pinned(SERVER_PROCESSOR, command), peerLog()));
    return new AuthzServer(peer.port(), peer.pid(), peer);
  }

  private List<String> go(String source) {
    return List.of(GoProgram.build(source, peerLog()).binary().toString());
  }

  private List<String> verifier(String source) {
    List<String> command = new ArrayList<>(go(source));
    command.add(BenchIssuer.AUDIENCE);
    for (BenchIssuer issuer : issuers.values()) {
      Path keys = group.home().resolve(BenchPolicyFile.keyFile(issuer));
      command.addAll(List.of(issuer.algorithm().segment(), issuer.url(), keys.toString()));
    }
    return command;
  }

  private AuthzServer sluice(String policy) {
    String name = "extauthz-server-" + ++sluiceServers;
    Path spool = group.home().resolve(name + "-decisions");
    var server =
        ExtAuthzProcess.start(
            group,
            new ExtAuthzProcess.Settings(
                name,
                group.home().resolve(policy),
                "{decisions: true, spool-dir: \"%s\"}".formatted(spool),
                "2s",
                extauthzJava,
                command -> pinning.pinned(SERVER_PROCESSOR, command)));
    return new AuthzServer(server.port(), server.process().pid(), server.process());
  }

  private Path peerLog() {
    return group.home().resolve("peers.log");
  }

  CpuMeter meter(AuthzServer server) {
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

  CpuPinning pinning() {
    return pinning;
  }

  ProcessGroup group() {
    return group;
  }

  ProcessUsage bench() {
    return bench;
  }

  @Override
  public void close() {
    pinning.unpin(bench.pid());
    group.close();
  }

  /** A running server that answers checks, in a process that is closed with it. */
  record AuthzServer(int port, long pid, AutoCloseable process) implements AutoCloseable {

    ProcessUsage usage() {
      return new ProcessUsage(pid);
    }

    @Override
    public void close() {
      try {
        process.close();
      } catch (Exception e) {
        throw new ProcessFailedException("a server could not be stopped: " + e.getMessage(), e);
      }
    }
  }
}
