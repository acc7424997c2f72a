package dev.sluice.extproc.rewriter;

/** The text that a rule writes instead of a match. */
public sealed interface Replacement permits MaskTemplate, KeyedHash, ReversibleToken {}
