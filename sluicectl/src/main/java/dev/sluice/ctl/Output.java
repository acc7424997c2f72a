package dev.sluice.ctl;

/** How a command writes its result. */
enum Output {
  TEXT,
  JSON
}
