/**
 * The ext_proc stream: the phases of one exchange, its metrics and its span. It asks {@code
 * inspect} for verdicts and must not know how text is decoded or scanned. Read it from {@link
 * dev.sluice.extproc.stream.Processor}.
 */
@NullMarked
package dev.sluice.extproc.stream;

import org.jspecify.annotations.NullMarked;
