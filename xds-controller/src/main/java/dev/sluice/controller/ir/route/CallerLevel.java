package dev.sluice.controller.ir.route;

/** The minimum level of a caller of a route, lowest first. */
public enum CallerLevel {
  VIEWER,
  DEVELOPER,
  ADMIN
}
