package dev.sluice.ctl;

import picocli.CommandLine.Command;

/** The commands about policy files. */
@Command(
    name = "policy",
    description = "Works with policy files.",
    mixinStandardHelpOptions = true,
    subcommands = PolicyValidateCommand.class)
final class PolicyCommandGroup {}
