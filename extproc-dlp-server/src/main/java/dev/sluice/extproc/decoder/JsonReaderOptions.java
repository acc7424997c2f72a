package dev.sluice.extproc.decoder;

/**
 * The options for reading JSON.
 *
 * @param lines true if each line is a document
 * @param strict true if reading stops at the first byte that is not JSON in UTF-8, see {@link
 *     JsonGrammar}
 */
public record JsonReaderOptions(boolean lines, boolean strict) {
  /** Options that accept documents and any other bytes. */
  public static final JsonReaderOptions LENIENT = new JsonReaderOptions(false, false);
}
