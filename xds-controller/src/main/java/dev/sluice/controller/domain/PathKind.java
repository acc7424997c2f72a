package dev.sluice.controller.domain;

/** How the path of a route is compared. */
public enum PathKind {
  EXACT,
  PREFIX,
  REGEX
}
