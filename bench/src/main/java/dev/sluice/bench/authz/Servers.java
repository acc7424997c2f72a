package dev.sluice.bench.authz;

import dev.sluice.bench.Pinning;
import dev.sluice.bench.ProcessGroup;
import dev.sluice.bench.authz.peer.NoopMain;
import dev.sluice.bench.check.server.ExtAuthz;
import dev.sluice.bench.check.server.PolicyText;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.check.token.BenchIssuer;
import dev.sluice.bench.peer.PeerProcess;
import dev.sluice.e2e.process.GoProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts servers, each in a process of its own, on the processor of servers. */
final class Servers {
  static final int PROCESSOR = 0;

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
    issuers.values().forEach(issuer -> group.write(PolicyText.keyFile(issuer), issuer.keySet()));
    group.write("authz.yaml", PolicyText.of(issuers.values()));
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
    return List.of(GoProgram.build("bench/peers/" + source, peerLog()).binary().toString());
  }

  private List<String> verifying(String source) {
    List<String> command = new ArrayList<>(go(source));
    command.add(BenchIssuer.AUDIENCE);
    for (BenchIssuer issuer : issuers.values()) {
      Path keys = group.home().resolve(PolicyText.keyFile(issuer));
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
            issuer ->
                "jwks-url: \"%s\"".formatted(keys.resolve("/" + PolicyText.keyFile(issuer)))));
    return sluice(policy);
  }

  private Server sluice(String policy) {
    String name = "extauthz-server-" + ++started;
    ExtAuthz server =
        ExtAuthz.start(
            group,
            new ExtAuthz.Settings(
                name,
                group.home().resolve(policy),
                "{decisions: true, spool-dir: \"%s\"}"
                    .formatted(group.home().resolve(name + "-decisions")),
                "2s",
                extauthzJava,
                command -> pinning.on(PROCESSOR, command)));
    return new Server(server.port(), server.process().pid(), server.process());
  }

  private Path peerLog() {
    return group.home().resolve("peers.log");
  }
}
