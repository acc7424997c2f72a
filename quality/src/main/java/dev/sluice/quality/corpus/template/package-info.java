/**
 * Sentences and snippets with places for values, read from files. Must not know what the values
 * are.
 */
@NullMarked
package dev.sluice.quality.corpus.template;

import org.jspecify.annotations.NullMarked;
