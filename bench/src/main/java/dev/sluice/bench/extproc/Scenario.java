package dev.sluice.bench.extproc;

/** What can be measured by itself. */
enum Scenario {
  CHAT,
  BULK,
  STREAM,
  BURST
}
