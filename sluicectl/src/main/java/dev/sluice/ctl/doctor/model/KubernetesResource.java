package dev.sluice.ctl.doctor.model;

/**
 * A resource of Kubernetes, Istio or Envoy Gateway.
 *
 * @param namespace the namespace; {@code default} if the resource names none
 */
public record KubernetesResource(
    String apiVersion, String kind, String namespace, String name, DocumentField root) {

  public DocumentField spec() {
    return root.at("spec");
  }

  /** Returns whether this has the kind, in a version of the API group. */
  public boolean is(String group, String wanted) {
    return kind.equals(wanted) && apiVersion.startsWith(group + "/");
  }

  public String place() {
    return root.place();
  }

  /** Returns the kind, namespace and name for messages. */
  public String title() {
    return kind + " " + namespace + "/" + name;
  }
}
