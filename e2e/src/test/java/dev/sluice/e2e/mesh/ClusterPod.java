package dev.sluice.e2e.mesh;

import dev.sluice.e2e.istio.Kubectl;
import dev.sluice.e2e.istio.WorkloadPods;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A pod of the API server that runs in a network namespace. Its template comes from a workload, and
 * istiod's webhook injects the sidecar. This class does the kubelet's part: volumes, variables,
 * processes and probes.
 */
final class ClusterPod implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String PROXY = "istio-proxy";

  private final NetworkPod network;
  private final Path folder;
  private final JsonNode pod;
  private final PodVolumes volumes;
  private final PodVariables variables;
  private final List<ManagedProcess> processes = new ArrayList<>();

  private ClusterPod(Kubectl kubectl, NetworkPod network, Path folder, JsonNode pod) {
    this.network = network;
    this.folder = folder;
    this.pod = pod;
    this.volumes = new PodVolumes(kubectl, pod, folder);
    this.variables = new PodVariables(kubectl, pod);
  }

  /** Creates the pod of a workload, with the address of its namespace. */
  static ClusterPod create(
      Kubectl kubectl, NetworkPod network, Path folders, MeshInstallation.Workload workload) {
    WorkloadPods pods = new WorkloadPods(kubectl);
    pods.create(workload.namespace(), workload.kind(), workload.name()).requireSuccess();
    pods.setRunning(workload.namespace(), workload.pod(), network.address());
    JsonNode pod = kubectl.get("pod", workload.pod(), "--namespace=" + workload.namespace());
    return new ClusterPod(kubectl, network, folders.resolve(workload.pod()), pod);
  }

  NetworkPod network() {
    return network;
  }

  String name() {
    return pod.at("/metadata/name").asString();
  }

  Path folder() {
    return folder;
  }

  /** Starts pilot-agent as the injected container says, and waits until its Envoy is ready. */
  void startProxy(Path agent, PodProxySettings settings) {
    JsonNode container = container(PROXY);
    volumes.mount(container, NetworkPod.SIDECAR_USER);
    Map<String, String> environment = settings.adapt(variables.of(container));
    List<String> command = new ArrayList<>(List.of(agent.toString()));
    for (JsonNode argument : container.path("args")) {
      command.add(variables.expand(argument.asString(), environment));
    }
    start(PROXY, NetworkPod.SIDECAR_USER, command, environment, 15021, "/healthz/ready");
  }

  /**
   * Starts the first container's program with the container's variables and volumes.
   *
   * @param program the command line without the container's arguments
   * @param more variables that override those of the container
   */
  void startApplication(List<String> program, Map<String, String> more) {
    JsonNode container = container("");
    int user = pod.at("/spec/securityContext/runAsUser").asInt(NetworkPod.APPLICATION_USER);
    volumes.mount(container, user);
    Map<String, String> environment = variables.of(container);
    environment.putAll(more);
    environment.replaceAll((name, value) -> volumes.relocate(container, value));
    List<String> command = new ArrayList<>(program);
    for (JsonNode argument : container.path("args")) {
      command.add(volumes.relocate(container, argument.asString()));
    }
    // The probe as the webhook wrote it: the sidecar makes it inside the pod.
    JsonNode probe = container.at("/readinessProbe/httpGet");
    int port = probe.path("port").asInt(15021);
    String path = probe.path("path").asString("/healthz/ready");
    start(container.path("name").asString(), user, command, environment, port, path);
  }

  /** Returns a running process by the name of its container. */
  ManagedProcess process(String container) {
    return processes.stream()
        .filter(process -> process.name().equals(name() + "-" + container))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until all started processes are ready. */
  void awaitReady() {
    processes.forEach(ManagedProcess::awaitReady);
  }

  /** Returns a part of the configuration of Envoy, from its admin endpoint. */
  String adminGet(String path) {
    return network
        .exec("curl", "--silent", "--show-error", "http://127.0.0.1:15000" + path)
        .orFail();
  }

  /** Returns the ends of the logs. */
  String logTails() {
    StringBuilder tails = new StringBuilder();
    processes.forEach(p -> tails.append(p.name()).append(':').append(p.logTail()).append('\n'));
    return tails.toString();
  }

  @Override
  public void close() {
    processes.reversed().stream().filter(ManagedProcess::isAlive).forEach(ManagedProcess::kill);
  }

  private void start(
      String container,
      int user,
      List<String> command,
      Map<String, String> environment,
      int readyPort,
      String readyPath) {
    String process = name() + "-" + container;
    ManagedProcess started =
        new ManagedProcess(
            new ProcessSpec(
                process,
                network.command(user, command),
                environment,
                folder,
                folder.resolveSibling(process + ".log"),
                folder.resolveSibling(process + ".pid"),
                URI.create("http://" + network.address() + ":" + readyPort + readyPath),
                START_LIMIT));
    processes.add(started);
    started.start();
  }

  /** Returns a container, also one that starts before the others; without a name the first. */
  private JsonNode container(String name) {
    return Stream.of("/spec/containers", "/spec/initContainers")
        .flatMap(list -> pod.at(list).valueStream())
        .filter(container ->
            name.isEmpty()
                ? !container.path("name").asString().equals(PROXY)
                : container.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no container " + name + " in " + pod));
  }
}
