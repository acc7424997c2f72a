package dev.sluice.controller.ir;

/** The shape of an error body on a route. */
public enum Dialect {
  SLUICE,
  OPENAI,
  ANTHROPIC,
  PROBLEM
}
