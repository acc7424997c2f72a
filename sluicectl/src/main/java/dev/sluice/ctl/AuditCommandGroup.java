package dev.sluice.ctl;

import picocli.CommandLine.Command;

/** The commands about what was audited. */
@Command(
    name = "audit",
    description = "Checks and reads what was audited.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditVerifyCommand.class, AuditExportCommand.class})
final class AuditCommandGroup {}
