package dev.sluice.ctl;

import picocli.CommandLine.Command;

/** The group of commands for audit records. */
@Command(
    name = "audit",
    description = "Checks and reads what was audited.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditVerifyCommand.class, AuditExportCommand.class})
final class AuditCommandGroup {}
