package dev.sluice.ctl.dlp;

import picocli.CommandLine.Command;

/** The group of commands that run the DLP rules. */
@Command(
    name = "dlp",
    description = "Runs the DLP rules over files, git histories and pasted texts.",
    mixinStandardHelpOptions = true,
    subcommands = {DlpScanCommand.class, DlpTryCommand.class})
public final class DlpCommandGroup {}
