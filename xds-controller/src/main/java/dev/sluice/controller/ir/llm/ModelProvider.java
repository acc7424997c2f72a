package dev.sluice.controller.ir.llm;

/** The provider of a language model. */
public enum ModelProvider {
  OPENAI,
  ANTHROPIC,
  GOOGLE,
  HUGGINGFACE,
  SELF_HOSTED
}
