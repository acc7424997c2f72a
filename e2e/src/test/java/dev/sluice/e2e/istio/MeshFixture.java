package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.ConditionWait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An istiod with one installation of the manifests, and the pods that traffic would reach. */
final class MeshFixture implements AutoCloseable {
  static final List<String> SERVERS =
      List.of("extauthz-server", "extproc-dlp-server", "xds-controller");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  final Kubectl kubectl;
  final Istiod istiod;
  final WorkloadPods pods;
  private final TestNamespaces namespaces;

  MeshFixture(ApiServer api, IstioSettings settings) {
    this.kubectl = api.kubectl();
    this.namespaces = new TestNamespaces(kubectl);
    namespaces.removeAll();
    this.istiod = Istiod.start(api, settings);
    this.pods = new WorkloadPods(kubectl);
  }

  /** Creates namespaces and applies a folder of the manifests. */
  void install(Path folder, String... existing) {
    namespaces.create(existing);
    kubectl.applyFolder(folder).requireSuccess();
  }

  /** Removes the installation. */
  void uninstall() {
    namespaces.removeAll();
  }

  /** Returns the errors and warnings that istioctl analyze finds in namespaces. */
  List<String> analyze(String... names) {
    return Stream.of(names)
        .map(name -> istiod.istioctl().execute("analyze", "-n", name, "--output-threshold=Warning"))
        .flatMap(result -> IstioctlFindings.in(result).stream())
        .distinct()
        .toList();
  }

  /** Returns the names of the init containers of a pod of the servers; a sidecar is one of them. */
  String initContainers(String pod) {
    return kubectl.run(
        "get", "pod", pod, "-n", "sluice-system", "-o", "jsonpath={.spec.initContainers[*].name}");
  }

  /** Creates the collector of spans that the mesh configuration names. */
  void createCollector() {
    namespaces.create("observability");
    kubectl.run(
        "create",
        "service",
        "clusterip",
        "opentelemetry-collector",
        "--namespace=observability",
        "--tcp=4317:4317");
  }

  /** Creates the pod of an ingress gateway and its Service, as the Helm chart of Istio does. */
  void createGateway(String address) {
    kubectl.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: gateway-0
          namespace: istio-ingress
          labels: {istio: ingress, sidecar.istio.io/inject: "true"}
          annotations: {inject.istio.io/templates: gateway}
        spec:
          containers: [{name: istio-proxy, image: auto}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: istio-ingress, namespace: istio-ingress}
        spec:
          selector: {istio: ingress}
          ports: [{name: http2, port: 80}, {name: https, port: 443}]
        """);
    pods.setRunning("istio-ingress", "gateway-0", address);
  }

  static ProxyNode gateway(String address) {
    return new ProxyNode(
        "router", address, "gateway-0", "istio-ingress", Map.of("istio", "ingress"));
  }

  /** Creates a pod with a Service in the namespace {@code apps}. */
  ProxyNode createApp(String name, String address, Map<String, String> labels) {
    StringBuilder more = new StringBuilder();
    labels.forEach((key, value) -> more.append(", ").append(key).append(": \"" + value + "\""));
    kubectl.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: apps, labels: {app: %1$s%2$s}}
        spec:
          containers: [{name: app, image: app, ports: [{containerPort: 8080}]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s, namespace: apps}
        spec:
          selector: {app: %1$s}
          ports: [{name: http, port: 80, targetPort: 8080}]
        """
            .formatted(name, more));
    pods.setRunning("apps", name, address);
    return new ProxyNode("sidecar", address, name, "apps", labels);
  }

  /** Returns the configuration of a proxy as soon as it meets a condition, else fails. */
  ProxyConfiguration configuration(ProxyNode node, Predicate<ProxyConfiguration> isComplete) {
    ProxyConfiguration[] last = {ProxyConfiguration.none()};
    ConditionWait.awaitTrue(
        "istiod has sent the configuration of " + node,
        LIMIT,
        () -> {
          try (IstiodClient client = new IstiodClient(istiod)) {
            ProxyConfiguration configuration = client.configuration(node);
            last[0] = configuration;
            return isComplete.test(configuration);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
    return last[0];
  }

  @Override
  public void close() {
    uninstall();
    istiod.close();
  }
}
