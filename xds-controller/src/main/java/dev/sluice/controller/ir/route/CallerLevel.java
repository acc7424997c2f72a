package dev.sluice.controller.ir.route;

/** The lowest level of caller that a route admits, weakest first. */
public enum CallerLevel {
  VIEWER,
  DEVELOPER,
  ADMIN
}
