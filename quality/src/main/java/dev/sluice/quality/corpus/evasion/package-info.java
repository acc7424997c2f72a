/**
 * Ways to write a value so that a reader still reads it and a naive pattern does not. Must not know
 * the texts around it.
 */
@NullMarked
package dev.sluice.quality.corpus.evasion;

import org.jspecify.annotations.NullMarked;
