package dev.sluice.extproc.rewriter;

/** A vocabulary of texts in angle brackets, in capitals. */
interface TokenVocabulary {
  /** Returns true if a text of the vocabulary begins with {@code start} or equals it. */
  boolean hasPrefix(String start);
}
