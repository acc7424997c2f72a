package dev.sluice.extproc.decoder;

/** A handler of the text of one channel, in order, in UTF-8. */
public interface TextHandler {
  /** Reads bytes without escapes; {@code raw} is the offset of the first one in the body. */
  void text(byte[] bytes, int from, int to, long raw);

  /** Reads characters without escapes that are normalized, see {@link TextNormalizer}. */
  default void normalizedText(byte[] bytes, int from, int to, long raw) {
    text(bytes, from, to, raw);
  }

  /**
   * Reads text that {@code rawLength} other bytes encode, such as an escape; they stay together.
   */
  void unit(byte[] text, int from, int to, long raw, int rawLength);
}
