package dev.sluice.controller.ir;

/** The lowest level of caller that a route admits, weakest first. */
public enum Level {
  VIEWER,
  DEVELOPER,
  ADMIN
}
