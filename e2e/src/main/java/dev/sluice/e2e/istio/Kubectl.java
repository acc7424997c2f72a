package dev.sluice.e2e.istio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program kubectl against one API server. */
public record Kubectl(ClusterProgram program) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Kubectl of(IstioTools tools, Path kubeconfig) {
    return new Kubectl(
        new ClusterProgram(List.of(tools.program("kubectl").toString()), kubeconfig));
  }

  /** Runs kubectl and returns its output. Fails if kubectl does. */
  public String run(String... arguments) {
    return program.execute(arguments).requireSuccess().output();
  }

  /**
   * Applies a folder with a kustomization as an operator does. Field names that the API server does
   * not know are errors.
   */
  public CommandResult applyFolder(Path folder) {
    return program.execute("apply", "--server-side", "--validate=strict", "-k", folder.toString());
  }

  /** Applies manifests. Fails if the API server does not accept them. */
  public String apply(String manifests) {
    return tryApply(manifests).requireSuccess().output();
  }

  /** Applies manifests and returns the result. */
  public CommandResult tryApply(String manifests) {
    return program.execute(
        manifests,
        List.of("apply", "--server-side", "--force-conflicts", "--validate=strict", "-f", "-"));
  }

  /** Returns what {@code kubectl get} prints as JSON. */
  public JsonNode get(String... what) {
    List<String> words = new ArrayList<>(List.of("get", "-o", "json"));
    words.addAll(List.of(what));
    return JSON.readTree(run(words.toArray(String[]::new)));
  }

  /** Returns a token of a service account, as a pod gets it in a volume. */
  public String serviceAccountToken(String namespace, String account, String audience) {
    return run("create", "token", account, "-n", namespace, "--audience", audience).strip();
  }

  /** Creates a namespace with its service account {@code default}, which a controller makes. */
  public void createNamespace(String name, String... labels) {
    run("create", "namespace", name);
    run("create", "serviceaccount", "default", "-n", name);
    for (String label : labels) {
      run("label", "namespace", name, label);
    }
  }
}
