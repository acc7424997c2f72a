package dev.sluice.controller.ir.route;

/** The format of error bodies on a route. */
public enum ErrorDialect {
  SLUICE,
  OPENAI,
  ANTHROPIC,
  PROBLEM
}
