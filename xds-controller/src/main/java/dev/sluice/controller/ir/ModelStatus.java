package dev.sluice.controller.ir;

/** How well a language model answers. */
public enum ModelStatus {
  ACTIVE,
  DEGRADED,
  INACTIVE
}
