package dev.sluice.extproc.decoder;

/** Takes the text of one channel, in order, as UTF-8. */
public interface TextHandler {
  /** Bytes that stand for themselves; {@code raw} is the first one's offset in the body. */
  void text(byte[] bytes, int from, int to, long raw);

  /** The same of characters that each are what they show, see {@link TextNormalizer}. */
  default void normalizedText(byte[] bytes, int from, int to, long raw) {
    text(bytes, from, to, raw);
  }

  /** Text that stands for {@code rawLength} other bytes, such as an escape; they go together. */
  void unit(byte[] text, int from, int to, long raw, int rawLength);
}
