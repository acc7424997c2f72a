package dev.sluice.bench.authz;

/** What can be measured by itself. */
enum Shape {
  HOT,
  POOL,
  COLD,
  FLOOD,
  UNKNOWN,
  CALM,
  MEMORY,
  ENVOY
}
