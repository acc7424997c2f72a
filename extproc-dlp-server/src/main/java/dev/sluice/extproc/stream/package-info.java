/**
 * One ext_proc stream: the phases of one exchange, what may leave and when, and what is held until
 * then. It must not know how text is decoded or scanned, nor where its policy comes from; it asks
 * {@code inspect} and obeys.
 *
 * <p>Read it from {@link dev.sluice.extproc.stream.Processor}.
 */
@NullMarked
package dev.sluice.extproc.stream;

import org.jspecify.annotations.NullMarked;
