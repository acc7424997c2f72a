package dev.sluice.extproc.rewriter;

/** Texts between angle brackets that are looked for, in capitals. */
interface TokenVocabulary {
  /** True if some text that is looked for begins so, or is it. */
  boolean hasPrefix(String start);
}
