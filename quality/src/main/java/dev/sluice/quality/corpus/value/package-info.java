/**
 * Generated values of every kind, the values that only look like them, and the templates around
 * them. Must not know the kinds of the entities.
 */
@NullMarked
package dev.sluice.quality.corpus.value;

import org.jspecify.annotations.NullMarked;
