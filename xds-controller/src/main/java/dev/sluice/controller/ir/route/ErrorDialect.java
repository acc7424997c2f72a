package dev.sluice.controller.ir.route;

/** The shape of an error body on a route. */
public enum ErrorDialect {
  SLUICE,
  OPENAI,
  ANTHROPIC,
  PROBLEM
}
