package dev.sluice.extproc.decoder;

/**
 * A handler of the parts of a JSON text, in order. Text comes between a start and an end; the
 * tokenizer's {@link JsonPath} is its place in the document.
 */
public interface JsonHandler extends TextHandler {
  /** Begins a string; {@code raw} is the offset after its quote. */
  void stringStart(boolean key, long raw);

  /**
   * Reads text of a string, as {@link #text} does.
   *
   * @param characters the number of characters that begin in it
   * @param shown true if the text is normalized, see {@link TextHandler#normalizedText}
   */
  void run(byte[] bytes, int from, int to, long raw, int characters, boolean shown);

  /** Ends a string; {@code raw} is the offset of its quote, or of the document's early end. */
  void stringEnd(boolean key, long raw);

  /** Begins bare text: a number, a literal or, in invalid JSON, any text without quotes. */
  void bareStart(long raw);

  /** Ends bare text, whose last bytes may be white space. */
  void bareEnd();

  /** Begins an object or array; its bracket is at {@code raw}. */
  void containerStart(boolean array, long raw);

  /** Ends an object or array; its bracket is at {@code raw}. */
  void containerEnd(long raw);

  /** Ends the document, complete or not. */
  void documentEnd(long raw);

  /** Reports a bracket at {@code raw} that nests too deep. */
  void tooDeep(long raw);
}
