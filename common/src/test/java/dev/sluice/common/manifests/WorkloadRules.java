package dev.sluice.common.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for workloads: privileges, probes, resources, volumes, scaling. */
final class WorkloadRules {
  /** The folder of spools and of the last good configuration. */
  private static final String DATA = "/var/lib/sluice";

  private static final int LEAST_REPLICAS = 3;
  private static final int MOST_REPLICAS = 20;

  private WorkloadRules() {}

  /** Returns what pods may do but need not. */
  static Stream<String> privileges(ManifestSet set) {
    return set.workloads()
        .flatMap(workload -> {
          List<String> problems = new ArrayList<>();
          require(problems, workload.pod(), "true", "securityContext", "runAsNonRoot");
          require(
              problems,
              workload.pod(),
              "RuntimeDefault",
              "securityContext",
              "seccompProfile",
              "type");
          require(problems, workload.pod(), "false", "automountServiceAccountToken");
          workload
              .containers()
              .map(container -> container.at("securityContext"))
              .forEach(context -> {
                require(problems, context, "false", "allowPrivilegeEscalation");
                require(problems, context, "true", "readOnlyRootFilesystem");
                require(problems, context, "[ALL]", "capabilities", "drop");
              });
          return problems.stream().map(problem -> workload + ": " + problem);
        });
  }

  /** Returns the service accounts whose pods would get a token that they do not use. */
  static Stream<String> tokens(ManifestSet set) {
    return set.ofKind("ServiceAccount")
        .filter(
            account -> !account.root().at("automountServiceAccountToken").text().equals("false"))
        .map(account -> account + ": automountServiceAccountToken must be false");
  }

  /** Returns the servers without probes, resources or spreading. */
  static Stream<String> operation(ManifestSet set) {
    return set.ofKind("StatefulSet")
        .flatMap(workload -> {
          List<String> problems = new ArrayList<>();
          present(problems, workload.pod(), "topologySpreadConstraints");
          present(problems, workload.pod(), "terminationGracePeriodSeconds");
          workload
              .containers()
              .forEach(container -> {
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                  present(problems, container, probe);
                }
                present(problems, container, "resources", "requests", "cpu");
                present(problems, container, "resources", "requests", "memory");
                present(problems, container, "resources", "limits", "memory");
              });
          return problems.stream().map(problem -> workload + ": " + problem);
        });
  }

  /** Returns the data folders that would be lost with their pod. */
  static Stream<String> data(ManifestSet set) {
    return set.ofKind("StatefulSet")
        .flatMap(workload -> {
          Set<String> claims =
              workload
                  .spec("volumeClaimTemplates")
                  .items()
                  .map(claim -> claim.at("metadata", "name").text())
                  .collect(Collectors.toSet());
          List<ManifestNode> mounts =
              workload
                  .containers()
                  .flatMap(container -> container.at("volumeMounts").items())
                  .filter(mount -> mount.at("mountPath").text().startsWith(DATA))
                  .toList();
          return mounts.isEmpty()
                  || !mounts.stream().allMatch(m -> claims.contains(m.at("name").text()))
              ? Stream.of(workload + ": " + DATA + " is not on a volume that outlives the pod")
              : Stream.empty();
        });
  }

  /** Returns the autoscalers with other bounds, and the servers without a budget. */
  static Stream<String> scaling(ManifestSet set) {
    Stream<String> bounds =
        set.ofKind("HorizontalPodAutoscaler")
            .filter(scaler ->
                !scaler.spec("minReplicas").text().equals(String.valueOf(LEAST_REPLICAS))
                    || !scaler.spec("maxReplicas").text().equals(String.valueOf(MOST_REPLICAS)))
            .map(scaler -> scaler + ": must scale from 3 to 20 replicas");
    Stream<String> budgets =
        set.ofKind("StatefulSet")
            .filter(workload -> !set.contains("PodDisruptionBudget", workload.name()))
            .map(workload -> workload + ": has no PodDisruptionBudget");
    // Every controller computes everything, so that more of them serve no faster.
    Stream<String> scalers =
        set.ofKind("StatefulSet")
            .filter(workload -> !workload.name().equals("xds-controller"))
            .filter(workload -> !set.contains("HorizontalPodAutoscaler", workload.name()))
            .map(workload -> workload + ": has no HorizontalPodAutoscaler");
    return Stream.of(bounds, budgets, scalers).flatMap(problems -> problems);
  }

  /** Returns the ports of gRPC that a proxy would take for another protocol. */
  static Stream<String> protocols(ManifestSet set) {
    return set.ofKind("Service")
        .flatMap(service ->
            service
                .spec("ports")
                .items()
                .filter(port -> port.at("name").text().startsWith("grpc"))
                .map(port -> port.at("appProtocol").text())
                .filter(protocol -> !Set.of("grpc", "kubernetes.io/h2c").contains(protocol))
                .map(protocol -> service + ": appProtocol is '" + protocol + "'"));
  }

  private static void require(
      List<String> problems, ManifestNode node, String value, String... path) {
    String actual = node.at(path).text();
    if (!actual.equals(value)) {
      problems.add(String.join(".", path) + " must be " + value + ", but is '" + actual + "'");
    }
  }

  private static void present(List<String> problems, ManifestNode node, String... path) {
    if (!node.at(path).isPresent()) {
      problems.add(String.join(".", path) + " is missing");
    }
  }
}
