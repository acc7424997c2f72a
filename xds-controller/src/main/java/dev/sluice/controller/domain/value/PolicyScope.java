package dev.sluice.controller.domain.value;

/** The scope of a policy, widest first. */
public enum PolicyScope {
  GLOBAL,
  GATEWAY,
  SERVICE,
  ROUTE
}
