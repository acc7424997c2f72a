package dev.sluice.controller.domain.value;

/** How much a policy covers, widest first. */
public enum PolicyScope {
  GLOBAL,
  SERVICE,
  ROUTE
}
