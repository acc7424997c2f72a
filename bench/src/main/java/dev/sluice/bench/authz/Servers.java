package dev.sluice.bench.authz;

import dev.sluice.bench.GoProgram;
import dev.sluice.bench.Pinning;
import dev.sluice.bench.ProcessGroup;
import dev.sluice.bench.authz.peer.NoopMain;
import dev.sluice.bench.authz.token.Algorithm;
import dev.sluice.bench.authz.token.BenchIssuer;
import dev.sluice.bench.peer.PeerProcess;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts servers, each in a process of its own, on the processor of servers. */
final class Servers {
  static final int PROCESSOR = 0;

  private final RepositoryRoot root = RepositoryRoot.find();
  private final ProcessGroup group;
  private final Pinning pinning;
  private final Map<Algorithm, BenchIssuer> issuers;
  private final List<String> extauthzJava;
  private int started;

  Servers(
      ProcessGroup group,
      Pinning pinning,
      Map<Algorithm, BenchIssuer> issuers,
      List<String> extauthzJava) {
    this.group = group;
    this.pinning = pinning;
    this.issuers = Map.copyOf(issuers);
    this.extauthzJava = List.copyOf(extauthzJava);
    issuers.values().forEach(issuer -> group.write(keyFile(issuer), issuer.keySet()));
    group.write("authz.yaml", PolicyText.of(issuers.values()));
  }

  /** The file with an issuer's keys, in the folder of the processes. */
  static String keyFile(BenchIssuer issuer) {
    return issuer.algorithm().segment() + ".json";
  }

  /** Starts one; it listens when this returns. */
  Server start(Variant variant) {
    return switch (variant) {
      case GO -> peer(variant, go("authz/noop"));
      case OIDC -> peer(variant, verifying("authz/oidc"));
      case OPA -> peer(variant, verifying("authz/opa"));
      case JAVA -> peer(variant, PeerProcess.java(NoopMain.class));
      case SLUICE -> sluice("authz.yaml");
      case PLAIN, JWT, JWT_CACHED -> throw new IllegalArgumentException(variant + " is no server");
    };
  }

  private Server peer(Variant variant, List<String> command) {
    PeerProcess peer =
        group.add(PeerProcess.start(variant.title(), pinning.on(PROCESSOR, command), peerLog()));
    return new Server(peer.port(), peer.pid(), peer);
  }

  private List<String> go(String source) {
    return List.of(GoProgram.build(source, peerLog()).binary().toString());
  }

  private List<String> verifying(String source) {
    List<String> command = new ArrayList<>(go(source));
    command.add(BenchIssuer.AUDIENCE);
    for (BenchIssuer issuer : issuers.values()) {
      Path keys = group.home().resolve(keyFile(issuer));
      command.addAll(List.of(issuer.algorithm().segment(), issuer.url(), keys.toString()));
    }
    return command;
  }

  /** Another extauthz-server, which asks for the keys of issuers at an address. */
  Server sluice(URI keys) {
    String policy = "authz-" + (started + 1) + ".yaml";
    group.write(
        policy,
        PolicyText.of(
            issuers.values(),
            issuer -> "jwks-url: \"%s\"".formatted(keys.resolve("/" + keyFile(issuer)))));
    return sluice(policy);
  }

  private Server sluice(String policy) {
    String name = "extauthz-server-" + ++started;
    int port = Ports.oneFree();
    URI ops = URI.create("http://127.0.0.1:" + Ports.oneFree());
    Path config =
        group.write(
            name + ".yaml",
            """
            environment: dev
            grpc: {address: "127.0.0.1:%d"}
            ops: {address: "%s"}
            policies: {authz: "%s"}
            audit: {decisions: true, spool-dir: "%s"}
            """
                .formatted(
                    port,
                    ops.getAuthority(),
                    group.home().resolve(policy),
                    group.home().resolve(name + "-decisions")));
    List<String> command = JavaCommand.of(root, ServerKind.EXTAUTHZ, extauthzJava, config);
    ManagedProcess process =
        group.start(name, pinning.on(PROCESSOR, command), ops.resolve("/readyz"));
    return new Server(port, process.pid(), process);
  }

  private Path peerLog() {
    return group.home().resolve("peers.log");
  }
}
