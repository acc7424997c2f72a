package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.stack.StackPorts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An istiod that an API server knows as a cluster knows it: with the resources of {@code istioctl
 * install}, its own authority, and its webhooks for injection and validation, which the API server
 * calls on the loopback address.
 */
public final class Istiod implements AutoCloseable {
  public static final String NAMESPACE = "istio-system";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String LOOPBACK = "127.0.0.1:";

  private final ApiServer api;
  private final IstioSettings settings;
  private final int httpPort = StackPorts.findFreePort();
  private final int webhookPort = StackPorts.findFreePort();
  private final int plaintextPort = StackPorts.findFreePort();
  private final int agentPort = StackPorts.findFreePort();
  private final ManagedProcess process;

  private Istiod(ApiServer api, IstioSettings settings) {
    this.api = api;
    this.settings = settings;
    installResources();
    this.process =
        new ManagedProcess(
            new ProcessSpec(
                "istiod",
                command(),
                environment(),
                api.folder(),
                api.folder().resolve("istiod.log"),
                api.folder().resolve("istiod.pid"),
                URI.create("http://" + LOOPBACK + httpPort + "/ready"),
                START_LIMIT));
  }

  /**
   * Installs Istio's resources and starts istiod. Waits until the API server trusts its webhooks.
   */
  public static Istiod start(ApiServer api, IstioSettings settings) {
    Istiod istiod = new Istiod(api, settings);
    try {
      istiod.process.start();
      istiod.process.awaitReady();
      ConditionWait.awaitTrue("istiod has registered its webhooks", START_LIMIT, istiod::isTrusted);
      return istiod;
    } catch (RuntimeException e) {
      istiod.close();
      throw e;
    }
  }

  /** Returns the port of ADS without TLS, on the loopback address. */
  public int plaintextPort() {
    return plaintextPort;
  }

  /** Returns the port of ADS and of the authority with TLS, on the address of the settings. */
  public int agentPort() {
    return agentPort;
  }

  /** Returns the program istioctl, which reads from the API server. */
  public ClusterProgram istioctl() {
    return istioctl(api);
  }

  public static ClusterProgram istioctl(ApiServer api) {
    return new ClusterProgram(
        List.of(api.tools().program("istioctl").toString()), api.kubeconfig());
  }

  /** Returns the certificate of the mesh's authority, as a pod gets it in a volume. */
  public String rootCertificate() {
    return api.kubectl()
        .get("configmap", "istio-ca-root-cert", "-n", NAMESPACE)
        .path("data")
        .path("root-cert.pem")
        .asString();
  }

  /** Returns the last lines of istiod's log. */
  public String logTail() {
    return process.logTail();
  }

  @Override
  public void close() {
    process.close();
  }

  private void installResources() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "manifest",
                "generate",
                "-f",
                settings.meshConfig().toString(),
                // The validation of objects without a label of a revision, as istioctl install adds
                // it.
                "--set=values.defaultRevision=default",
                "--set=hub=docker.io/istio",
                "--set=tag=1.31.1",
                "--set=values.istiodRemote.injectionURL=" + webhook("/inject"),
                "--set=values.base.validationURL=" + webhook("/validate")));
    words.addAll(settings.options());
    String resources =
        istioctl(api).execute(words.toArray(String[]::new)).requireSuccess().output();
    Kubectl kubectl = api.kubectl();
    if (kubectl.program().execute("get", "namespace", NAMESPACE).exitCode() != 0) {
      kubectl.createNamespace(NAMESPACE);
    }
    kubectl.apply(resources);
    kubectl.run("wait", "--for", "condition=established", "--timeout=60s", "crd", "--all");
  }

  private String webhook(String path) {
    return "https://localhost:" + webhookPort + path;
  }

  private List<String> command() {
    return List.of(
        api.tools().program("istiod").toString(),
        "discovery",
        "--kubeconfig=" + api.kubeconfig(),
        "--httpAddr=" + LOOPBACK + httpPort,
        "--httpsAddr=" + LOOPBACK + webhookPort,
        "--grpcAddr=" + LOOPBACK + plaintextPort,
        "--secureGRPCAddr=" + settings.agentAddress() + ":" + agentPort,
        "--monitoringAddr=" + LOOPBACK + StackPorts.findFreePort(),
        "--ctrlz_port=0");
  }

  /** Returns the variables of istiod's Deployment that have a value, and those of the settings. */
  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    JsonNode deployment = api.kubectl().get("deployment", "istiod", "-n", NAMESPACE);
    JsonNode container = deployment.at("/spec/template/spec/containers/0");
    for (JsonNode variable : container.path("env")) {
      if (!variable.path("value").asString("").isEmpty()) {
        variables.put(variable.path("name").asString(), variable.path("value").asString());
      }
    }
    variables.remove("KUBECONFIG");
    variables.put("POD_NAME", "istiod-0");
    variables.put("POD_NAMESPACE", NAMESPACE);
    // A further name in its certificate, by which the API server calls its webhooks.
    variables.put("ISTIOD_CUSTOM_HOST", "localhost");
    variables.putAll(settings.environment());
    return variables;
  }

  /** Returns true if every webhook has istiod's authority and fails closed. */
  private boolean isTrusted() {
    JsonNode webhooks =
        api.kubectl().get("mutatingwebhookconfigurations,validatingwebhookconfigurations");
    boolean any = false;
    for (JsonNode item : webhooks.path("items")) {
      for (JsonNode webhook : item.path("webhooks")) {
        any = true;
        if (webhook.at("/clientConfig/caBundle").isMissingNode()
            || !webhook.path("failurePolicy").asString().equals("Fail")) {
          return false;
        }
      }
    }
    return any;
  }
}
