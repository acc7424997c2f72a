package dev.sluice.ctl;

import picocli.CommandLine.Command;

/** The group of commands for policy files. */
@Command(
    name = "policy",
    description = "Works with policy files.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PolicyValidateCommand.class,
      PolicyFmtCommand.class,
      PolicyBundleCommand.class,
      PolicyVerifyCommand.class
    })
final class PolicyCommandGroup {}
