package dev.sluice.controller.ir.llm;

/** The kind of request that a language model serves. */
public enum ModelRequestKind {
  CHAT,
  COMPLETION,
  AGENT,
  EMBEDDING
}
