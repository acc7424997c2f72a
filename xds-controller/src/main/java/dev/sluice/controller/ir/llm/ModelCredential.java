package dev.sluice.controller.ir.llm;

/** The credential that a backend of models receives. */
public enum ModelCredential {
  /** The credential of the route. */
  ROUTE,
  /** No credential. */
  NONE,
  /** A token of its own. */
  TOKEN
}
