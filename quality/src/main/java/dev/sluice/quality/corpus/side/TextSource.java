package dev.sluice.quality.corpus.side;

import java.util.Locale;

/** The generator of a text. */
public enum TextSource {
  /** Sentences of a grammar. */
  GRAMMAR,
  /** Public texts, edited or not. */
  PUBLIC_TEXT,
  /** Records in a layout. */
  LAYOUT;

  /** Returns the name in reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
