package dev.sluice.controller.domain.value;

/** How the path of a route is compared. */
public enum PathMatchKind {
  EXACT,
  PREFIX,
  REGEX
}
