/**
 * The decoders from raw bytes to the text that a reader would see, each piece with the raw bytes
 * that it comes from. They accept bytes in any pieces and store at most an incomplete escape. They
 * must not know rules, matches or the use of the text.
 */
@NullMarked
package dev.sluice.extproc.decoder;

import org.jspecify.annotations.NullMarked;
