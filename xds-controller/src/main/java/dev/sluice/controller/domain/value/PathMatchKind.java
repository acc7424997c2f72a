package dev.sluice.controller.domain.value;

/** The kind of path match of a route, the most specific first. */
public enum PathMatchKind {
  EXACT,
  TEMPLATE,
  PREFIX,
  REGEX
}
