package dev.sluice.controller.ir.llm;

/** What a language model may be asked for. */
public enum ModelRequestKind {
  CHAT,
  COMPLETION,
  AGENT,
  EMBEDDING
}
