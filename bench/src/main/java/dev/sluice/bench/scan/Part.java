package dev.sluice.bench.scan;

/** What can be measured by itself. */
enum Part {
  SPEED,
  STATE,
  RULES,
  BAIT
}
