package dev.sluice.ctl.agent;

import picocli.CommandLine.Command;

/** The commands for agents: Envoys, policy servers and others that the controller configures. */
@Command(
    name = "agent",
    description = {
      "Registers the node of this machine, and renews its certificate and token.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true,
    subcommands = {AgentRegisterCommand.class, AgentRenewCommand.class})
public final class AgentCommandGroup {}
