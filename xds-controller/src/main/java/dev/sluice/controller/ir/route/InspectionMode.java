package dev.sluice.controller.ir.route;

/** Which bodies of a route are inspected: none, all but event streams, or all. */
public enum InspectionMode {
  OFF,
  PRE_ONLY,
  PRE_AND_INCREMENTAL
}
