package dev.sluice.extproc.channel;

/** A figure of tokens that providers tell. */
public enum UsageField {
  /** All that the model read. */
  PROMPT,
  /** What the model read; what came out of a cache or went into it may be counted beside. */
  INPUT,
  CACHE_READ,
  CACHE_WRITTEN,
  /** What the results of tools added to the prompt, and is counted beside it. */
  TOOL_PROMPT,
  /** The part of the input that came out of a cache. */
  CACHED,
  OUTPUT,
  /** What the model had written when it had only begun. */
  OUTPUT_AT_FIRST,
  /** What the model thought, which is counted beside its answer. */
  THOUGHTS,
  /** The part of the output that is reasoning. */
  REASONING
}
