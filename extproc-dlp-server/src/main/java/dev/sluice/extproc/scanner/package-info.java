/**
 * The decisions about the text of channels: which of several overlapping matches count, which raw
 * bytes are edited, and the watermark. It must not know framings or how the body leaves.
 */
@NullMarked
package dev.sluice.extproc.scanner;

import org.jspecify.annotations.NullMarked;
