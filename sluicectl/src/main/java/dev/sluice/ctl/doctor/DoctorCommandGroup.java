package dev.sluice.ctl.doctor;

import picocli.CommandLine.Command;

/** The group of commands that find wiring faults. */
@Command(
    name = "doctor",
    description = "Finds wiring faults of Istio, Envoy Gateway and Envoy.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DoctorManifestsCommand.class,
      DoctorEnvoyCommand.class,
      DoctorClusterCommand.class,
      DoctorProbeCommand.class
    })
public final class DoctorCommandGroup {}
