package dev.sluice.extproc.channel;

/** The figures of a request that limit how many tokens its answer has. */
public enum RequestField {
  /** The most output tokens of one answer. */
  MAX_OUTPUT,
  /** The number of answers. */
  ANSWERS,
  /** 1 if the answer is streamed. */
  STREAMED
}
