/**
 * From the text of channels to decisions: which matches count where they overlap, which raw bytes
 * change, and how far everything is decided. It must not know framings or how the body leaves.
 */
@NullMarked
package dev.sluice.extproc.scanner;

import org.jspecify.annotations.NullMarked;
