package dev.sluice.controller.ir.route;

/** A match of a normalized path. */
public sealed interface PathMatchIr {
  /** A match of the whole path. */
  record Exact(String path) implements PathMatchIr {}

  /** A match of the first characters of the path. */
  record Prefix(String path) implements PathMatchIr {}

  /** A match of the whole path with a regular expression in RE2 syntax. */
  record Regex(String regex) implements PathMatchIr {}

  /** A match of the whole path with a template that is valid. */
  record Template(String template) implements PathMatchIr {
    public Template {
      PathTemplate.parse(template);
    }
  }
}
