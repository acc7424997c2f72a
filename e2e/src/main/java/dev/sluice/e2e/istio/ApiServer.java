package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A kube-apiserver with its etcd on free ports of the loopback address. Its admission plugins are
 * those of a cluster, Pod Security among them. No controller, scheduler or kubelet runs.
 */
public final class ApiServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String LOOPBACK = "127.0.0.1";

  private final IstioTools tools;
  private final Path folder;
  private final Path kubeconfig;
  private final int port = StackPorts.findFreePort();
  private final ManagedProcess etcd;
  private final ManagedProcess server;

  private ApiServer(IstioTools tools, Path folder) {
    this.tools = tools;
    this.folder = folder.toAbsolutePath().normalize();
    this.kubeconfig = this.folder.resolve("kubeconfig");
    int etcdPort = StackPorts.findFreePort();
    URI etcdAddress = http(etcdPort);
    this.etcd = process("etcd", etcdCommand(etcdAddress), etcdAddress.resolve("/health"));
    this.server = process("kube-apiserver", serverCommand(etcdAddress), etcdAddress);
  }

  /** Starts the API server with its data in a folder, which must be new or empty. */
  public static ApiServer start(IstioTools tools, Path folder) {
    ApiServer started = new ApiServer(tools, folder);
    try {
      started.writeFiles();
      started.etcd.start();
      started.etcd.awaitReady();
      started.server.start();
      started.awaitReady();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  public IstioTools tools() {
    return tools;
  }

  public Path folder() {
    return folder;
  }

  /** Returns the file that gives kubectl and istiod all rights. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  public Kubectl kubectl() {
    return Kubectl.of(tools, kubeconfig);
  }

  /** Installs resource definitions from a folder of YAML files, and waits until they are served. */
  public void installDefinitions(Path definitions) {
    Kubectl kubectl = kubectl();
    kubectl.run("apply", "--server-side", "--recursive", "-f", definitions.toString());
    kubectl.run("wait", "--for", "condition=established", "--timeout=60s", "crd", "--all");
  }

  @Override
  public void close() {
    server.close();
    etcd.close();
  }

  private List<String> etcdCommand(URI address) {
    return List.of(
        tools.program("etcd").toString(),
        "--unsafe-no-fsync",
        "--listen-client-urls=" + address,
        "--advertise-client-urls=" + address,
        "--listen-peer-urls=" + http(StackPorts.findFreePort()),
        "--data-dir=" + folder.resolve("etcd"));
  }

  private List<String> serverCommand(URI etcdAddress) {
    Path key = folder.resolve("service-accounts.pem");
    return List.of(
        tools.program("kube-apiserver").toString(),
        "--etcd-servers=" + etcdAddress,
        "--bind-address=" + LOOPBACK,
        "--secure-port=" + port,
        "--advertise-address=" + LOOPBACK,
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--authorization-mode=RBAC",
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-key-file=" + key,
        "--service-account-signing-key-file=" + key,
        "--cert-dir=" + folder.resolve("certificates"));
  }

  private ManagedProcess process(String name, List<String> command, URI ready) {
    return new ManagedProcess(
        new ProcessSpec(
            name,
            command,
            Map.of(),
            folder,
            folder.resolve(name + ".log"),
            folder.resolve(name + ".pid"),
            ready,
            START_LIMIT));
  }

  private void awaitReady() {
    ClusterProgram kubectl = kubectl().program();
    boolean ready =
        ConditionWait.becomesTrue(
            START_LIMIT,
            () -> !server.isAlive() || kubectl.execute("get", "--raw=/readyz").exitCode() == 0);
    if (!ready || !server.isAlive()) {
      throw new ProcessFailedException("kube-apiserver is not ready:" + server.logTail());
    }
  }

  private void writeFiles() {
    String token = UUID.randomUUID().toString();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("service-accounts.pem"), newKey());
      Files.writeString(
          folder.resolve("tokens.csv"), token + ",operator,operator,\"system:masters\"\n");
      Files.writeString(
          kubeconfig,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: sluice, cluster: {server: "https://%s:%d", certificate-authority: %s}}]
          users: [{name: operator, user: {token: %s}}]
          contexts: [{name: sluice, context: {cluster: sluice, user: operator}}]
          current-context: sluice
          """
              .formatted(LOOPBACK, port, folder.resolve("certificates/apiserver.crt"), token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI http(int port) {
    return URI.create("http://" + LOOPBACK + ":" + port);
  }
}
