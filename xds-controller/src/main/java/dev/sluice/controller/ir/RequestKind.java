package dev.sluice.controller.ir;

/** What a language model may be asked for. */
public enum RequestKind {
  CHAT,
  COMPLETION,
  AGENT,
  EMBEDDING
}
