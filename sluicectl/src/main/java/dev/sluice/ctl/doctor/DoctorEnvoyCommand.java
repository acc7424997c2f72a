package dev.sluice.ctl.doctor;

import dev.sluice.ctl.doctor.envoy.EnvoyChecks;
import dev.sluice.ctl.doctor.envoy.EnvoyReader;
import dev.sluice.ctl.doctor.envoy.EnvoyReadout;
import dev.sluice.ctl.doctor.filter.BufferFaults;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that finds wiring faults in a running Envoy. */
@Command(
    name = "envoy",
    description = {
      "Finds wiring faults in the configuration of an Envoy.",
      "With an admin address, also in its certificates and clusters.",
      DoctorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
final class DoctorEnvoyCommand extends DoctorCommand {
  @Parameters(
      paramLabel = "SOURCE",
      description = "A file with /config_dump, or an admin address: http://127.0.0.1:15000.")
  private String source = "";

  @Option(
      names = "--message-limit",
      paramLabel = "BYTES",
      description = "grpc.max-message-bytes of extproc-dlp-server; default: ${DEFAULT-VALUE}.")
  private long messageLimit = BufferFaults.DEFAULT_LIMIT;

  @Override
  DoctorReport examine() throws UnreadableInputException, InterruptedException {
    EnvoyReadout envoy = EnvoyReader.read(source);
    List<String> notes =
        envoy.certificates().isPresent()
            ? List.of()
            : List.of("certificates and clusters are checked with an admin address only");
    return new DoctorReport(
        EnvoyChecks.findings(envoy, Instant.now(), messageLimit), notes, source);
  }
}
