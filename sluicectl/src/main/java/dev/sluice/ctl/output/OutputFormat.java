package dev.sluice.ctl.output;

/** The output formats of a command. */
enum OutputFormat {
  TEXT,
  JSON
}
