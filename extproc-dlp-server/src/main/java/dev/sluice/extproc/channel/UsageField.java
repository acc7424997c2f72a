package dev.sluice.extproc.channel;

/** The token figures that providers report. */
public enum UsageField {
  /** The tokens that the model read, all together. */
  PROMPT,
  /** The tokens that the model read, perhaps without those read from a cache or written to it. */
  INPUT,
  CACHE_READ,
  CACHE_WRITTEN,
  /** The tokens that results of tools added to the prompt; not part of {@link #PROMPT}. */
  TOOL_PROMPT,
  /** The part of the input from a cache. */
  CACHED,
  OUTPUT,
  /** The output at the start of a stream. */
  OUTPUT_AT_FIRST,
  /** The tokens of reasoning that are not part of the output. */
  THOUGHTS,
  /** The part of the output that is reasoning. */
  REASONING
}
