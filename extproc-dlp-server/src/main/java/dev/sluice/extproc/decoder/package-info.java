/**
 * From raw bytes to the text that a reader would see, each piece with the raw bytes it stands for.
 * Decoders take bytes in any pieces and keep no more than an unfinished escape. They must not know
 * rules, matches or what becomes of the text.
 */
@NullMarked
package dev.sluice.extproc.decoder;

import org.jspecify.annotations.NullMarked;
