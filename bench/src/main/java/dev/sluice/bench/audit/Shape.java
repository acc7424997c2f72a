package dev.sluice.bench.audit;

/** What can be tried by itself. */
enum Shape {
  KILLS,
  COST,
  OUTAGE,
  DISKFULL
}
