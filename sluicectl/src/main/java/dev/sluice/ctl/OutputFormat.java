package dev.sluice.ctl;

/** The output formats of a command. */
enum OutputFormat {
  TEXT,
  JSON
}
