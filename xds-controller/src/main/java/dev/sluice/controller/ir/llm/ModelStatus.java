package dev.sluice.controller.ir.llm;

/** How well a language model answers. */
public enum ModelStatus {
  ACTIVE,
  DEGRADED,
  INACTIVE
}
