package dev.sluice.ctl.doctor;

import dev.sluice.ctl.doctor.input.ClusterReader;
import dev.sluice.ctl.doctor.input.KubectlCommand;
import dev.sluice.ctl.doctor.input.MissingProgramException;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that finds wiring faults in a cluster. */
@Command(
    name = "cluster",
    description = {
      "Finds wiring faults in a cluster, which kubectl reads with its own configuration.",
      "No Secret is read.",
      DoctorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
final class DoctorClusterCommand extends DoctorCommand {
  @Option(names = "--context", paramLabel = "NAME", description = "The context of kubectl.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Reads one namespace instead of all.")
  private @Nullable String namespace;

  @Option(
      names = "--kubectl",
      paramLabel = "FILE",
      description = "The program kubectl (default: the one on PATH).")
  private @Nullable Path kubectl;

  @Override
  DoctorReport examine()
      throws UnreadableInputException, MissingProgramException, InterruptedException {
    String searchPath = Optional.ofNullable(System.getenv("PATH")).orElse("");
    KubectlCommand program =
        KubectlCommand.find(Optional.ofNullable(kubectl), searchPath, Optional.ofNullable(context));
    return DoctorManifestsCommand.report(
        new ClusterReader(program, Optional.ofNullable(namespace)).read());
  }
}
