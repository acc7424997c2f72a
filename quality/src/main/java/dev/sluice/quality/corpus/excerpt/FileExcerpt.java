package dev.sluice.quality.corpus.excerpt;

/** A part of a public file. */
public record FileExcerpt(TextOrigin origin, String file, String text) {}
