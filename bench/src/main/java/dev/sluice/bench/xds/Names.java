package dev.sluice.bench.xds;

/** The names of subjects and figures that are compared with each other. */
final class Names {
  static final String OURS = "Sluice";
  static final String TO_RESPONSE = "change to response, one node";
  static final String TO_SERVED = "COMMIT to served";
  static final String TO_LAST_NODE = "change to response, last node";
  static final String CPU = "server CPU per change";
  static final String FLEET_CPU = "server CPU per change, many nodes";
  static final String FLEET_RESIDENT = "server resident, many nodes";

  private Names() {}
}
