package dev.sluice.controller.ir.route;

/** The bodies of a route that are inspected: none, all but event streams, or all. */
public enum InspectionMode {
  OFF,
  PRE_ONLY,
  PRE_AND_INCREMENTAL
}
