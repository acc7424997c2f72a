package dev.sluice.extproc.rewriter;

/** What a rule puts in the place of what it finds. */
public sealed interface Replacement permits MaskTemplate, KeyedHash, ReversibleToken {}
