package dev.sluice.common.manifests;

import java.util.Map;
import java.util.stream.Stream;

/** The rules for selectors: each one selects something that exists. */
final class SelectorRules {
  private SelectorRules() {}

  /** Returns the selectors that match nothing. */
  static Stream<String> problems(ManifestSet set) {
    return Stream.of(pods(set), services(set), scaledWorkloads(set), targets(set))
        .flatMap(problems -> problems);
  }

  private static Stream<String> pods(ManifestSet set) {
    return set.objects().stream()
        .flatMap(object ->
            selectors(object)
                .filter(labels -> !labels.isEmpty())
                .filter(labels -> !set.hasPods(object.namespace(), labels))
                .map(labels -> object + ": no pod has the labels " + labels));
  }

  private static Stream<Map<String, String>> selectors(KubernetesObject object) {
    return switch (object.kind()) {
      case "Service", "Gateway" -> Stream.of(object.spec("selector").labels());
      case "StatefulSet", "Deployment", "PodDisruptionBudget", "AuthorizationPolicy", "Telemetry" ->
          Stream.of(object.spec("selector", "matchLabels").labels());
      case "EnvoyFilter" -> Stream.of(object.spec("workloadSelector", "labels").labels());
      case "NetworkPolicy" -> networkSelectors(object);
      default -> Stream.empty();
    };
  }

  /** Returns the selectors of the pods that a policy concerns, and of those that it names. */
  private static Stream<Map<String, String>> networkSelectors(KubernetesObject policy) {
    return policy
        .spec()
        .all()
        .map(node -> node.at("podSelector"))
        .flatMap(selector ->
            Stream.concat(
                Stream.of(selector.at("matchLabels").labels()),
                selector.at("matchExpressions").items().flatMap(SelectorRules::values)));
  }

  private static Stream<Map<String, String>> values(ManifestNode expression) {
    String key = expression.at("key").text();
    return expression.at("values").texts().stream().map(value -> Map.of(key, value));
  }

  private static Stream<String> services(ManifestSet set) {
    return set.ofKind("ServiceMonitor")
        .filter(monitor -> {
          Map<String, String> labels = monitor.spec("selector", "matchLabels").labels();
          return set.ofKind("Service")
              .map(service -> service.root().at("metadata", "labels").labels())
              .noneMatch(service -> service.entrySet().containsAll(labels.entrySet()));
        })
        .map(monitor -> monitor + ": no Service has the labels of its selector");
  }

  private static Stream<String> scaledWorkloads(ManifestSet set) {
    return set.ofKind("HorizontalPodAutoscaler")
        .filter(scaler -> {
          ManifestNode target = scaler.spec("scaleTargetRef");
          return !set.contains(target.at("kind").text(), target.at("name").text());
        })
        .map(scaler -> scaler + ": its target does not exist");
  }

  /** Policies of Istio name a waypoint of the set; those of Envoy Gateway name an operator's. */
  private static Stream<String> targets(ManifestSet set) {
    return set.objects().stream()
        .filter(object -> object.root().at("apiVersion").text().contains("istio.io"))
        .flatMap(object ->
            object
                .spec("targetRefs")
                .items()
                .filter(target -> !set.contains(target.at("kind").text(), target.at("name").text()))
                .map(target -> object + ": there is no " + target.at("name").text()));
  }
}
