package dev.sluice.controller.domain.value;

/** The kind of path match of a route. */
public enum PathMatchKind {
  EXACT,
  PREFIX,
  REGEX
}
