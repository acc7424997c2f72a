package dev.sluice.controller.ir;

/** Which bodies of a route are inspected: none, all but event streams, or all. */
public enum Inspection {
  OFF,
  PRE_ONLY,
  PRE_AND_INCREMENTAL
}
