package dev.sluice.e2e.mesh;

import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.TestStack;
import dev.sluice.e2e.client.AuditRowReader;
import dev.sluice.e2e.istio.IstioRig;
import dev.sluice.e2e.istio.IstioSettings;
import dev.sluice.e2e.istio.IstioTools;
import dev.sluice.e2e.mesh.MeshInstallation.Workload;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.stub.StubUpstreamMain;
import dev.sluice.e2e.support.TestFolders;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An installation of the manifests in a mesh of istiod. Every pod is a network namespace with a
 * pilot-agent and an Envoy; the policy servers, the controller and stub applications run in theirs.
 * Names are in a hosts file, and no network plugin enforces NetworkPolicies.
 */
final class IstioMesh implements AutoCloseable {
  static final String SYSTEM = "sluice-system";
  static final String HOST = "ai.example.com";
  static final String GATEWAY = "istio-ingress-0";
  static final String EXTAUTHZ = "extauthz-server-0";
  static final String EXTPROC = "extproc-dlp-server-0";
  static final String CONTROLLER = "xds-controller-0";

  private static final Map<String, String> BRIEF_WARM_UP = Map.of("SLUICE_RUN_IN", "2s");
  private static final Path HOME = TestFolders.ofThisJvm("e2e-istio");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final StackSettings settings = TestStack.settings(HOME, HOME.resolve("logs"));
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, ClusterPod> pods = new LinkedHashMap<>();
  private final IstioTools tools;
  private final MeshInstallation installation;
  private final PodNetwork network;
  private final EmbeddedDatabase database;
  private final StubTokenIssuer issuer;
  private @Nullable IstioRig rig;
  private final NetworkPod outside;

  private IstioMesh(IstioTools tools, MeshInstallation installation) {
    this.tools = tools;
    this.installation = installation;
    TestFolders.delete(HOME);
    this.network = opened(PodNetwork.open());
    this.outside = network.addPod("outside");
    this.database =
        opened(
            new EmbeddedDatabase(
                settings.databaseBinaries(),
                settings.home().resolve("postgres"),
                settings.log("postgres"),
                settings.ports().of(StackPort.DATABASE)));
    this.issuer = opened(new StubTokenIssuer(settings.ports().of(StackPort.ISSUER)));
  }

  /** Starts everything and waits until all pods are ready. */
  static IstioMesh start(IstioTools tools, MeshInstallation installation) {
    IstioMesh mesh = new IstioMesh(tools, installation);
    try {
      mesh.startPods();
      return mesh;
    } catch (RuntimeException e) {
      System.err.println(mesh.logTails());
      mesh.close();
      throw e;
    }
  }

  StubTokenIssuer issuer() {
    return issuer;
  }

  AuditRowReader auditRows() {
    return new AuditRowReader(database);
  }

  ClusterPod pod(String name) {
    ClusterPod pod = pods.get(name);
    if (pod == null) {
      throw new IllegalArgumentException(name);
    }
    return pod;
  }

  /** Returns a pod without a sidecar, outside of the mesh. */
  NetworkPod outside() {
    return outside;
  }

  /** Returns the authority of the gateway's public certificate. */
  Path publicAuthority() {
    return settings.home().resolve("public/ca.crt");
  }

  /** Returns the file for a transcript of the requests. */
  Path transcriptFile() {
    return settings.log("transcript");
  }

  /** Returns the ends of the logs of all pods and of istiod. */
  String logTails() {
    StringBuilder tails = new StringBuilder();
    pods.values().forEach(pod -> tails.append(pod.logTails()));
    return rig == null ? tails.toString() : tails + "istiod:" + rig.istiod().logTail();
  }

  @Override
  public void close() {
    pods.values().forEach(ClusterPod::close);
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("A part of the mesh could not be closed: " + e);
      }
    }
  }

  private void startPods() {
    rig =
        opened(
            IstioRig.start(
                tools,
                settings.home().resolve("cluster"),
                IstioSettings.shipped()
                    // Filters that only Istio's own build of Envoy has.
                    .withOption("--set=values.telemetry.enabled=false")
                    .withVariable("PILOT_ENABLE_METADATA_EXCHANGE", "false")
                    .withAgentAddress(network.routerAddress())));
    database.start();
    issuer.start();
    String router = network.routerAddress();
    TcpProxy toDatabase =
        opened(SidecarMesh.proxy(router, settings.ports().of(StackPort.DATABASE)));
    IstioManifests manifests = new IstioManifests(rig().kubectl(), settings);
    manifests.apply(installation, issuer, router, toDatabase.port());
    if (installation == MeshInstallation.GATEWAY) {
      manifests.applyPublicCertificate(new TestCa("public"));
    }
    for (ServerKind kind : ServerKind.values()) {
      create(new Workload("statefulset", kind.module(), SYSTEM));
    }
    installation.workloads().forEach(this::create);
    connect();
    startProxies();
    startServers();
  }

  private void create(Workload workload) {
    NetworkPod pod = network.addPod(workload.pod());
    Path folders = settings.home().resolve("pods");
    pods.put(workload.pod(), ClusterPod.create(rig().kubectl(), pod, folders, workload));
  }

  /** Writes endpoints, and the names of services for each pod. */
  private void connect() {
    ClusterEndpoints endpoints = new ClusterEndpoints(rig().kubectl());
    installation.workloads().forEach(w -> endpoints.write(w.namespace(), w.name()));
    for (ServerKind kind : ServerKind.values()) {
      endpoints.write(SYSTEM, kind.module());
    }
    Map<String, String> names = endpoints.names();
    names.put("istiod.istio-system.svc", network.routerAddress());
    pods.values().forEach(pod -> pod.network().writeHosts(names));
    if (installation == MeshInstallation.GATEWAY) {
      outside.writeHosts(Map.of(HOST, pod(GATEWAY).network().address()));
    }
  }

  private void startProxies() {
    PodProxySettings proxy =
        new PodProxySettings(
            "istiod.istio-system.svc:" + rig().istiod().agentPort(),
            settings.envoy(),
            tools.bootstrapTemplate());
    for (ClusterPod pod : pods.values()) {
      if (pod.name().equals(GATEWAY)) {
        pod.network().allowLowPorts();
      } else {
        pod.network().redirectToSidecar();
      }
      pod.startProxy(tools.program("pilot-agent"), proxy);
    }
    pods.values().forEach(ClusterPod::awaitReady);
  }

  private void startServers() {
    installation.workloads().stream().filter(w -> !w.isGateway()).forEach(this::startUpstream);
    startServer(CONTROLLER, ServerKind.CONTROLLER, Map.of());
    ConditionWait.awaitTrue("the controller has migrated", LIMIT, this::insertCluster);
    startServer(EXTAUTHZ, ServerKind.EXTAUTHZ, BRIEF_WARM_UP);
    startServer(EXTPROC, ServerKind.EXTPROC, BRIEF_WARM_UP);
    pods.values().forEach(ClusterPod::awaitReady);
  }

  private void startUpstream(Workload workload) {
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StubUpstreamMain.class.getName(), workload.name(), "8080"));
    pod(workload.pod()).startApplication(command, Map.of());
  }

  private void startServer(String pod, ServerKind kind, Map<String, String> variables) {
    // The container's arguments name the configuration file, as the last two of this command do.
    List<String> command = settings.command(kind, settings.config(kind.module()));
    pod(pod).startApplication(command.subList(0, command.size() - 2), variables);
  }

  /** Inserts the cluster as an administrator does; returns false until its table exists. */
  private boolean insertCluster() {
    try {
      new SqlClient(database)
          .tryExecute(
              "insert into clusters (name, region, cloud_provider, status, is_default)"
                  + " values ('default', 'kr-seoul', 'on-premise', 'active', true)");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private IstioRig rig() {
    return Objects.requireNonNull(rig, "the control plane runs");
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }
}
