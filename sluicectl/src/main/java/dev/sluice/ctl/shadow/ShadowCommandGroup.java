package dev.sluice.ctl.shadow;

import picocli.CommandLine.Command;

/** The group of commands for shadow policies. */
@Command(
    name = "shadow",
    description = "Works with the access policy that decides beside the one in force.",
    mixinStandardHelpOptions = true,
    subcommands = {ShadowReportCommand.class, ShadowPromoteCommand.class})
public final class ShadowCommandGroup {}
