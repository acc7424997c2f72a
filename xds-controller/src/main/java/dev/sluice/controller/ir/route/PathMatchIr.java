package dev.sluice.controller.ir.route;

/** How a normalised path is compared. */
public sealed interface PathMatchIr {
  /** The whole path. */
  record Exact(String path) implements PathMatchIr {}

  /** A textual beginning of the path. */
  record Prefix(String path) implements PathMatchIr {}

  /** An expression in RE2 syntax that the whole path must match. */
  record Regex(String regex) implements PathMatchIr {}
}
