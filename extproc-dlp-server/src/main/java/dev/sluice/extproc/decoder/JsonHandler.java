package dev.sluice.extproc.decoder;

/**
 * Takes what a JSON text is made of, in order. Text comes between a start and an end; where it
 * stands in the document is told by the tokenizer's {@link JsonPath}.
 */
public interface JsonHandler extends TextHandler {
  /** A string begins; {@code raw} is the offset behind its quote. */
  void stringStart(boolean key, long raw);

  /**
   * Text of a string, as {@link #text} takes it.
   *
   * @param characters how many characters begin in it
   * @param shown whether each is what it shows, as {@link TextHandler#normalizedText} takes them
   */
  void run(byte[] bytes, int from, int to, long raw, int characters, boolean shown);

  /** The string ends; {@code raw} is the offset of its quote, or where the document broke off. */
  void stringEnd(boolean key, long raw);

  /**
   * Something begins that is neither a string nor a bracket, comma or colon: a number, a literal
   * or, in a broken document, anything else.
   */
  void bareStart(long raw);

  /** It ends; white space behind it may have been part of it. */
  void bareEnd();

  /** An object or array is about to begin with the bracket at {@code raw}. */
  void containerStart(boolean array, long raw);

  /** It is about to end with the bracket at {@code raw}. */
  void containerEnd(long raw);

  /** The document ends here, complete or not. */
  void documentEnd(long raw);

  /** The bracket at {@code raw} nests deeper than any document that makes sense. */
  void tooDeep(long raw);
}
