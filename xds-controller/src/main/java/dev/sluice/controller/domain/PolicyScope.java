package dev.sluice.controller.domain;

/** How much a policy covers, widest first. */
public enum PolicyScope {
  GLOBAL,
  SERVICE,
  ROUTE
}
