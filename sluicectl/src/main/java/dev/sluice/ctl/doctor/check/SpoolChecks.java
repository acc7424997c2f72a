package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.Workload;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks of the volume that holds the spool of audit records. */
final class SpoolChecks {
  private static final String USUAL_FOLDER = "/var/lib/sluice/spool";

  private SpoolChecks() {}

  static Stream<WiringFinding> notPersistent(Installation installation) {
    return PolicyServers.workloads(installation).stream()
        .flatMap(workload ->
            PolicyServers.serversIn(workload).stream()
                .flatMap(server ->
                    problem(workload, server, spoolFolder(installation, server)).stream()));
  }

  private static String spoolFolder(Installation installation, String server) {
    return Optional.ofNullable(installation.serverSettings().get(server + ".yaml"))
        .flatMap(settings -> settings.at("audit", "spool-dir").text())
        .orElse(USUAL_FOLDER);
  }

  private static Optional<WiringFinding> problem(Workload workload, String server, String folder) {
    Optional<DocumentField> mount =
        PolicyServers.containersOf(workload, server).stream()
            .flatMap(container -> container.at("volumeMounts").items().stream())
            .filter(candidate -> contains(candidate.at("mountPath").textOr("/"), folder))
            .max(
                Comparator.comparingInt(
                    candidate -> candidate.at("mountPath").textOr("").length()));
    if (mount.isEmpty()) {
      return Optional.of(
          WiringFault.SPOOL_NOT_PERSISTENT.at(
              workload.resource().place(),
              "no volume of %s is mounted at the spool %s"
                  .formatted(workload.resource().title(), folder)));
    }
    return emptyVolume(workload, mount.get().at("name").textOr(""))
        .map(volume ->
            WiringFault.SPOOL_NOT_PERSISTENT.at(
                volume.place(),
                "the spool %s of %s is on an emptyDir"
                    .formatted(folder, workload.resource().title())));
  }

  private static Optional<DocumentField> emptyVolume(Workload workload, String name) {
    return workload.podSpec().at("volumes").items().stream()
        .filter(volume -> volume.at("name").textOr("").equals(name))
        .filter(volume -> volume.at("emptyDir").exists())
        .findFirst();
  }

  private static boolean contains(String mount, String folder) {
    String prefix = mount.endsWith("/") ? mount : mount + "/";
    return (folder + "/").startsWith(prefix);
  }
}
