package dev.sluice.e2e.mesh;

import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.stub.StubUpstreamMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A mesh of pods with sidecars, without a control plane: an upstream whose sidecar asks the policy
 * servers of another pod, two clients with certificates of the mesh, and a pod without a sidecar.
 * The database is that of the environment.
 */
final class SidecarMesh implements AutoCloseable {
  static final String HOST = "chat.mesh.example";
  static final String CLIENT = identity("client");
  static final String STRANGER = identity("stranger");
  static final String SERVER = identity("chat");
  static final String POLICY = identity("policy");

  private final SluiceStack stack;
  private final StackSettings settings;
  private final TestCa authority = new TestCa("mesh");
  private final PodNetwork network = PodNetwork.open();
  private final TcpProxy database;
  private final List<MeshPod> pods = new ArrayList<>();
  private final MeshPod policy;
  private final MeshPod server;
  private final MeshPod client;
  private final MeshPod stranger;
  private final MeshPod outsider;

  SidecarMesh(SluiceStack stack) {
    this.stack = stack;
    this.settings = stack.settings();
    this.database = proxy(network.routerAddress(), stack.ports().of(StackPort.DATABASE));
    this.policy = addPod("policy");
    this.server = addPod("server");
    this.client = addPod("client");
    this.stranger = addPod("stranger");
    this.outsider = addPod("outsider");
  }

  NetworkPod policy() {
    return policy.network();
  }

  NetworkPod server() {
    return server.network();
  }

  /** Returns the pod of the client that the policy allows. */
  NetworkPod client() {
    return client.network();
  }

  /** Returns a pod of the mesh whose identity the policy does not allow. */
  NetworkPod stranger() {
    return stranger.network();
  }

  /** Returns a pod without a sidecar. */
  NetworkPod outsider() {
    return outsider.network();
  }

  /** Starts the sidecars and applications, and waits until all are ready. */
  void start() {
    startPolicyServers();
    server.startSidecar(
        "server-sidecar.yaml",
        Map.of(
            "certificates",
            certificate(authority, SERVER),
            "policy",
            policy().address(),
            "policy-identity",
            POLICY));
    List<String> upstream = new ArrayList<>(JavaCommand.jvm());
    upstream.addAll(List.of("-cp", System.getProperty("java.class.path")));
    upstream.addAll(List.of(StubUpstreamMain.class.getName(), "mesh-chat", "8080"));
    server.startApplication("upstream", upstream, "/app");
    startClient(client, CLIENT);
    startClient(stranger, STRANGER);
    pods.forEach(MeshPod::awaitReady);
  }

  /** Issues a certificate of the mesh. Returns the folder of its files. */
  String certificate(String identity) {
    return certificate(authority, identity);
  }

  /** Issues a certificate of an authority that the mesh does not trust. */
  String foreignCertificate(String identity) {
    return certificate(new TestCa("foreign"), identity);
  }

  /** Returns the ends of all logs. */
  String logTails() {
    StringBuilder tails = new StringBuilder();
    pods.forEach(pod -> tails.append(pod.logTails()));
    return tails.toString();
  }

  @Override
  public void close() {
    pods.reversed().forEach(MeshPod::close);
    network.close();
    database.close();
  }

  private MeshPod addPod(String name) {
    MeshPod pod = new MeshPod(name, network.addPod(name), settings);
    pods.add(pod);
    return pod;
  }

  /** Starts a proxy between pods and a server of this machine. */
  static TcpProxy proxy(String address, int port) {
    try {
      return new TcpProxy(InetAddress.getByName(address), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startClient(MeshPod pod, String identity) {
    pod.network().writeHosts(Map.of(HOST, network.nextServiceAddress()));
    pod.startSidecar(
        "client-sidecar.yaml",
        Map.of(
            "certificates",
            certificate(authority, identity),
            "server",
            server().address(),
            "server-identity",
            SERVER));
  }

  private void startPolicyServers() {
    policy.startSidecar(
        "policy-sidecar.yaml",
        Map.of("certificates", certificate(authority, POLICY), "caller-identity", SERVER));
    startServer(ServerKind.EXTAUTHZ, "extauthz", extauthz());
    startServer(ServerKind.EXTPROC, "extproc", extproc());
  }

  private void startServer(ServerKind kind, String name, String config) {
    Path file = policy.folder().resolve(name + ".yaml");
    MeshPod.write(file, config);
    Path state = policy.folder().resolve(name);
    SystemCommand.run("mkdir", "-p", state.toString());
    SystemCommand.run("chown", Integer.toString(NetworkPod.APPLICATION_USER), state.toString());
    policy.startApplication(name, settings.command(kind, file), "/" + name);
  }

  private String extauthz() {
    Path policies = policy.folder().resolve("authz.yaml");
    MeshPod.write(
        policies,
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: mesh-1}
        spec:
          levels: [{path: "*", level: viewer}]
          conditions:
            - {id: peer, require: "request.principal == '%s'"}
          routes:
            - {id: chat, path: "/v1/chat*", target: chat, inspection: pre-and-incremental}
            - {id: models, path: "/v1/models", target: chat}
        """
            .formatted(CLIENT));
    Path keys = policy.folder().resolve("jwks.json");
    MeshPod.write(keys, get(stack.issuer().jwks()));
    return """
    environment: dev
    run-in: 200ms
    grpc: {address: "0.0.0.0:9001", tls: {by-sidecar: true}}
    ops: {address: "0.0.0.0:9101"}
    policies: {authz: %s}
    waf: {rules: %s}
    jwt: {jwks-file: %s, issuer: "%s", audience: %s}
    audit:
      decisions: true
    """
            .formatted(
                policies,
                settings.root().policies().resolve("waf_rules.yaml"),
                keys,
                stack.issuer().issuer(),
                StubTokenIssuer.AUDIENCE)
        + audit("extauthz");
  }

  private String extproc() {
    return """
    environment: dev
    run-in: 200ms
    grpc: {address: "0.0.0.0:9002", tls: {by-sidecar: true}}
    ops: {address: "0.0.0.0:9102"}
    dlp: {rules: %s}
    audit:
    """
            .formatted(settings.root().policies().resolve("dlp_rules.yaml"))
        + audit("extproc");
  }

  private String audit(String name) {
    return """
      spool-dir: %s
      chain: {signing-key: %s, checkpoint-every: 1s}
      database: {url: "%s", user: sluice_audit_writer}
    """
        .formatted(
            policy.folder().resolve(name).resolve("spool"),
            settings.chainKey(),
            stack
                .database()
                .jdbcUrl()
                .replace(
                    stack.ports().address(StackPort.DATABASE),
                    network.routerAddress() + ":" + database.port()));
  }

  private String certificate(TestCa issuer, String identity) {
    String name = identity.substring(identity.lastIndexOf('/') + 1);
    Path folder =
        settings.home().resolve("mesh").resolve((issuer == authority ? "" : "foreign-") + name);
    issuer.issue(identity).write(folder, issuer);
    return folder.toString();
  }

  private static String identity(String account) {
    return "spiffe://mesh.example/ns/apps/sa/" + account;
  }

  static String get(URI address) {
    try (var in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
