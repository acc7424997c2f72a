package dev.sluice.ctl.shadow;

import picocli.CommandLine.Command;

/** The group of commands for shadow policies. */
@Command(
    name = "shadow",
    description = "Works with policies that are compared with those in force.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ShadowReportCommand.class,
      ShadowBodiesCommand.class,
      ShadowPromoteCommand.class
    })
public final class ShadowCommandGroup {}
