package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.Workload;
import java.util.stream.Stream;

/** The checks of the rights that the pods of the servers have. */
final class PodChecks {
  private static final String AUTOMOUNT = "automountServiceAccountToken";

  private PodChecks() {}

  static Stream<WiringFinding> serviceAccountToken(Installation installation) {
    return PolicyServers.allServers(installation).stream()
        .filter(workload -> hasToken(installation, workload))
        .map(workload ->
            WiringFault.SERVICE_ACCOUNT_TOKEN.at(
                workload.podSpec().at(AUTOMOUNT).place(),
                AUTOMOUNT + " of " + workload.resource().title() + " is not false"));
  }

  private static boolean hasToken(Installation installation, Workload workload) {
    DocumentField own = workload.podSpec().at(AUTOMOUNT);
    if (own.exists()) {
      return !own.isFalse();
    }
    String account = workload.podSpec().at("serviceAccountName").textOr("default");
    return installation.resources().stream()
        .filter(resource -> resource.kind().equals("ServiceAccount"))
        .filter(resource -> resource.namespace().equals(workload.namespace()))
        .filter(resource -> resource.name().equals(account))
        .noneMatch(resource -> resource.root().at(AUTOMOUNT).isFalse());
  }

  static Stream<WiringFinding> asRoot(Installation installation) {
    return PolicyServers.allServers(installation).stream()
        .flatMap(workload ->
            workload.containers().stream()
                .filter(container -> mayBeRoot(workload.podSpec(), container))
                .map(container ->
                    WiringFault.CONTAINER_AS_ROOT.at(
                        container.at("securityContext").place(),
                        title(workload, container) + " may run as root")));
  }

  /** Returns whether root is not excluded; the settings of the container precede the pod's. */
  private static boolean mayBeRoot(DocumentField pod, DocumentField container) {
    DocumentField notRoot = effective(pod, container, "runAsNonRoot");
    DocumentField user = effective(pod, container, "runAsUser");
    return !notRoot.isTrue() || user.numberOr(1) == 0;
  }

  private static DocumentField effective(DocumentField pod, DocumentField container, String name) {
    DocumentField own = container.at("securityContext", name);
    return own.exists() ? own : pod.at("securityContext", name);
  }

  static Stream<WiringFinding> writableRoot(Installation installation) {
    return PolicyServers.allServers(installation).stream()
        .flatMap(workload ->
            workload.containers().stream()
                .filter(container ->
                    !container.at("securityContext", "readOnlyRootFilesystem").isTrue())
                .map(container ->
                    WiringFault.ROOT_FILESYSTEM_WRITABLE.at(
                        container.at("securityContext", "readOnlyRootFilesystem").place(),
                        title(workload, container) + " has a writable root filesystem")));
  }

  private static String title(Workload workload, DocumentField container) {
    return "container %s of %s"
        .formatted(container.at("name").textOr(""), workload.resource().title());
  }
}
