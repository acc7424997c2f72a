package dev.sluice.ctl.doctor.input;

import dev.sluice.common.yaml.YamlNode;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A reader of an installation from a cluster. It reads no Secret. */
public final class ClusterReader {
  private static final List<String> KINDS =
      List.of(
          "services",
          "serviceaccounts",
          "deployments.apps",
          "statefulsets.apps",
          "daemonsets.apps",
          "horizontalpodautoscalers.autoscaling",
          "poddisruptionbudgets.policy",
          "networkpolicies.networking.k8s.io",
          "authorizationpolicies.security.istio.io",
          "peerauthentications.security.istio.io",
          "envoyfilters.networking.istio.io",
          "sidecars.networking.istio.io",
          "serviceentries.networking.istio.io",
          "telemetries.telemetry.istio.io",
          "securitypolicies.gateway.envoyproxy.io",
          "envoyextensionpolicies.gateway.envoyproxy.io",
          "referencegrants.gateway.networking.k8s.io");
  private static final String OURS = "app.kubernetes.io/part-of=sluice";

  private final KubectlCommand kubectl;
  private final Optional<String> namespace;

  /** Creates a reader of one namespace, or of all. */
  public ClusterReader(KubectlCommand kubectl, Optional<String> namespace) {
    this.kubectl = kubectl;
    this.namespace = namespace;
  }

  public Installation read() throws UnreadableInputException, InterruptedException {
    InstallationBuilder installation = new InstallationBuilder();
    String kinds = String.join(",", servedKinds());
    List<String> scope = namespace.map(name -> List.of("-n", name)).orElse(List.of("-A"));
    add(installation, get(scope, kinds));
    add(installation, get(scope, "configmaps", "-l", OURS));
    add(
        installation,
        get(List.of("-n", "istio-system"), "configmaps", "istio", "--ignore-not-found"));
    return installation.build(name -> namespace.isEmpty() || namespace.get().equals(name));
  }

  /** Returns the kinds that the cluster has; an unknown kind would fail the whole call. */
  private List<String> servedKinds() throws UnreadableInputException, InterruptedException {
    Set<String> served =
        new String(
                kubectl.run("api-resources", "--verbs=list", "-o", "name"), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toSet());
    return KINDS.stream().filter(served::contains).toList();
  }

  private byte[] get(List<String> scope, String... what)
      throws UnreadableInputException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("get"));
    words.addAll(List.of(what));
    words.addAll(scope);
    words.addAll(List.of("-o", "json"));
    return kubectl.run(words.toArray(String[]::new));
  }

  private static void add(InstallationBuilder installation, byte[] json)
      throws UnreadableInputException {
    // kubectl prints nothing for a name that is not there.
    if (json.length == 0) {
      return;
    }
    YamlNode answer = JsonDocuments.parse("kubectl", json);
    DocumentField all = DocumentField.root(new JsonPlace("kubectl"), answer);
    List<DocumentField> items = all.at("items").items();
    for (DocumentField item : items.isEmpty() ? List.of(all) : items) {
      installation.add(item.named(new JsonPlace(title(item))), "", "");
    }
  }

  private static String title(DocumentField item) {
    DocumentField metadata = item.at("metadata");
    return "%s/%s/%s"
        .formatted(
            item.at("kind").textOr(""),
            metadata.at("namespace").textOr(""),
            metadata.at("name").textOr(""));
  }
}
