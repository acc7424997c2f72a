package dev.sluice.ctl.doctor;

import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import dev.sluice.ctl.doctor.probe.JwksProbe;
import dev.sluice.ctl.doctor.probe.ProbeResult;
import dev.sluice.ctl.doctor.probe.TrafficProbe;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that sends requests which must be refused. */
@Command(
    name = "probe",
    description = {
      "Sends requests that must be refused, and says for each whether it was.",
      "Also compares the clocks, and fetches the keys of issuers.",
      DoctorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
final class DoctorProbeCommand extends DoctorCommand {
  @Parameters(paramLabel = "URL", description = "The address of a protected route.")
  private URI target = URI.create("");

  @Option(
      names = "--jwks",
      paramLabel = "URL",
      description = "The address of an issuer's keys; may be repeated.")
  private List<URI> keySets = List.of();

  @Override
  DoctorReport examine() throws UnreadableInputException, InterruptedException {
    requireHttp(target);
    keySets.forEach(this::requireHttp);
    ProbeResult traffic = new TrafficProbe(InstantSource.system()).send(target);
    List<String> lines = new ArrayList<>(traffic.lines());
    List<WiringFinding> findings = new ArrayList<>(traffic.findings());
    for (URI keySet : keySets) {
      ProbeResult keys = JwksProbe.fetch(keySet);
      lines.addAll(keys.lines());
      findings.addAll(keys.findings());
    }
    return new DoctorReport(findings, lines, target.toString());
  }

  private void requireHttp(URI uri) {
    boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new ParameterException(
          command().commandLine(), "\"" + uri + "\" is not an https or http address.");
    }
  }
}
