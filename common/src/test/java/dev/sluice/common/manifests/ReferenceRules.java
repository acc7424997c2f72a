package dev.sluice.common.manifests;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for references of pods: each named object is in the set, or the operator's by a page.
 */
final class ReferenceRules {
  private ReferenceRules() {}

  /**
   * Returns the references to objects that nobody provides.
   *
   * @param pages the pages that name the objects of operators, each between backticks
   */
  static Stream<String> problems(ManifestSet set, String pages) {
    return set.workloads().flatMap(workload -> problems(set, workload, pages));
  }

  private static Stream<String> problems(ManifestSet set, KubernetesObject workload, String pages) {
    Predicate<String> documented = name -> pages.contains("`" + name + "`");
    Stream<String> secrets =
        secrets(workload.pod()).stream()
            .filter(name -> !set.contains("Secret", name) && !documented.test(name))
            .map(name -> workload + ": no page names the secret " + name);
    Stream<String> configMaps =
        configMaps(workload.pod()).stream()
            .filter(name -> !set.contains("ConfigMap", name) && !set.configMaps().contains(name))
            .filter(name -> !documented.test(name))
            .map(name -> workload + ": nobody makes the ConfigMap " + name);
    String account = workload.pod().at("serviceAccountName").text();
    Stream<String> accounts =
        set.contains("ServiceAccount", account)
            ? Stream.empty()
            : Stream.of(workload + ": there is no ServiceAccount " + account);
    return Stream.of(secrets, configMaps, accounts, volumes(workload)).flatMap(found -> found);
  }

  private static Set<String> secrets(ManifestNode pod) {
    return pod.all()
        .flatMap(node ->
            Stream.concat(
                Stream.of(
                    node.at("secret", "secretName"), node.at("valueFrom", "secretKeyRef", "name")),
                node.at("imagePullSecrets").items().map(secret -> secret.at("name"))))
        .filter(ManifestNode::isPresent)
        .map(ManifestNode::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> configMaps(ManifestNode pod) {
    return pod.all()
        .flatMap(node ->
            Stream.of(
                node.at("configMap", "name"), node.at("valueFrom", "configMapKeyRef", "name")))
        .filter(ManifestNode::isPresent)
        .map(ManifestNode::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> volumes(KubernetesObject workload) {
    Set<String> volumes =
        Stream.concat(
                workload.pod().at("volumes").items().map(volume -> volume.at("name").text()),
                workload
                    .spec("volumeClaimTemplates")
                    .items()
                    .map(claim -> claim.at("metadata", "name").text()))
            .collect(Collectors.toSet());
    return workload
        .containers()
        .flatMap(container -> container.at("volumeMounts").items())
        .map(mount -> mount.at("name").text())
        .filter(name -> !volumes.contains(name))
        .map(name -> workload + ": the pod has no volume named " + name);
  }
}
