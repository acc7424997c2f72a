/**
 * Context-free grammars of texts, read from resources, and texts that are derived from them. Must
 * not know the sides of the corpora.
 */
@NullMarked
package dev.sluice.quality.corpus.grammar;

import org.jspecify.annotations.NullMarked;
