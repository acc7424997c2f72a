package dev.sluice.controller.ir.llm;

/** Who serves a language model. */
public enum ModelProvider {
  OPENAI,
  ANTHROPIC,
  GOOGLE,
  HUGGINGFACE,
  SELF_HOSTED
}
