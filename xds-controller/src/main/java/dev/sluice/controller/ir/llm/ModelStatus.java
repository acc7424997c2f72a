package dev.sluice.controller.ir.llm;

/** The status of a language model. */
public enum ModelStatus {
  ACTIVE,
  DEGRADED,
  INACTIVE
}
