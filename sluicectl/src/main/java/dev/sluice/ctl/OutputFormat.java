package dev.sluice.ctl;

/** How a command writes its result. */
enum OutputFormat {
  TEXT,
  JSON
}
