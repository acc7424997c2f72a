package dev.sluice.extproc.decoder;

/**
 * How JSON is read.
 *
 * @param lines whether each line is a document of its own
 * @param strict whether it ends where it stops being JSON in UTF-8, see {@link JsonGrammar}
 */
public record JsonReaderOptions(boolean lines, boolean strict) {
  /** Documents, and whatever else there is. */
  public static final JsonReaderOptions LENIENT = new JsonReaderOptions(false, false);
}
