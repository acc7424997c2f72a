/**
 * Bodies that carry a text, and the way back from a body to the text. Must not know what the text
 * says.
 */
@NullMarked
package dev.sluice.quality.corpus.form;

import org.jspecify.annotations.NullMarked;
