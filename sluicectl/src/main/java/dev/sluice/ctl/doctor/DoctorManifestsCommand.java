package dev.sluice.ctl.doctor;

import dev.sluice.ctl.doctor.check.InstallationChecks;
import dev.sluice.ctl.doctor.check.InstallationNotes;
import dev.sluice.ctl.doctor.input.ManifestReader;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import dev.sluice.ctl.doctor.model.Installation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command that finds wiring faults in manifests. */
@Command(
    name = "manifests",
    description = {
      "Finds wiring faults in Kubernetes manifests, with the mesh configuration among them.",
      "The resources of all files are taken together.",
      "Patches of Kustomize are not applied; pipe the output of kubectl kustomize into - for them.",
      DoctorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
final class DoctorManifestsCommand extends DoctorCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "YAML files, folders that are read with all below them, or - for standard input.")
  private List<Path> paths = List.of();

  @Override
  DoctorReport examine() throws UnreadableInputException {
    return report(ManifestReader.read(paths, System.in));
  }

  /** Returns the report on an installation from files or from a cluster. */
  static DoctorReport report(Installation installation) {
    return new DoctorReport(
        InstallationChecks.findings(installation),
        InstallationNotes.of(installation),
        DoctorReport.counted(installation.resources().size(), "resource"));
  }
}
