package dev.sluice.ctl.doctor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The resources of an installation.
 *
 * @param policies the policy documents of extauthz-server
 * @param serverSettings the configuration of each server by file name
 * @param complete whether all resources of a namespace were read
 */
public record Installation(
    List<KubernetesResource> resources,
    MeshSettings mesh,
    List<DocumentField> policies,
    Map<String, DocumentField> serverSettings,
    Predicate<String> complete) {
  public Installation {
    resources = List.copyOf(resources);
    policies = List.copyOf(policies);
    serverSettings = Map.copyOf(serverSettings);
  }

  /** Returns the resources of a kind, in any version of its API group. */
  public Stream<KubernetesResource> all(String group, String kind) {
    return resources.stream().filter(resource -> resource.is(group, kind));
  }

  public Stream<KubernetesResource> services() {
    return resources.stream()
        .filter(
            resource -> resource.kind().equals("Service") && resource.apiVersion().equals("v1"));
  }

  public Optional<KubernetesResource> service(ServiceName name) {
    return services().filter(service -> ServiceName.of(service).equals(name)).findFirst();
  }

  public Stream<Workload> workloads() {
    return resources.stream().flatMap(resource -> Workload.of(resource).stream());
  }

  public Stream<Workload> workloads(String namespace) {
    return workloads().filter(workload -> workload.namespace().equals(namespace));
  }

  /** Returns the workloads to which a Service sends calls. */
  public Stream<Workload> workloads(KubernetesResource service) {
    LabelSelector selector = LabelSelector.of(service.spec().at("selector"));
    return workloads(service.namespace())
        .filter(workload -> !selector.isEmpty() && selector.matches(workload));
  }

  /** Returns whether the absence of a workload from {@code namespace} means anything. */
  public boolean knowsWorkloads(String namespace) {
    return complete.test(namespace) || workloads(namespace).findAny().isPresent();
  }

  /** Returns whether the absence of a Service from {@code namespace} means anything. */
  public boolean knowsServices(String namespace) {
    return complete.test(namespace)
        || services().anyMatch(service -> service.namespace().equals(namespace));
  }

  /** Returns whether a resource of {@code source} applies to workloads of {@code target}. */
  public boolean appliesTo(String source, String target) {
    return source.equals(target) || source.equals(mesh.rootNamespace());
  }
}
