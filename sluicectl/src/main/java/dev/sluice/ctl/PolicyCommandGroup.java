package dev.sluice.ctl;

import dev.sluice.ctl.policytest.PolicyTestCommand;
import picocli.CommandLine.Command;

/** The group of commands for policy files. */
@Command(
    name = "policy",
    description = "Works with policy files.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PolicyValidateCommand.class,
      PolicyTestCommand.class,
      PolicyFmtCommand.class,
      PolicyBundleCommand.class,
      PolicyVerifyCommand.class
    })
final class PolicyCommandGroup {}
