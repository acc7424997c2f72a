package dev.sluice.controller.ir.llm;

/** The effect of the request header that names a model. */
public enum ModelHeader {
  /** The body alone names the model. */
  IGNORE,
  /** The header replaces the name in the body. */
  OVERRIDE
}
