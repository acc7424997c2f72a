/**
 * Bodies with a text in them, and the way back from a body to the text. Must not know the contents
 * of the text.
 */
@NullMarked
package dev.sluice.quality.corpus.form;

import org.jspecify.annotations.NullMarked;
