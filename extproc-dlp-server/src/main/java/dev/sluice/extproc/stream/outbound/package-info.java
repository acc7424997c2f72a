/**
 * The messages to Envoy: built for the body mode, queued in order, and sent only while Envoy reads
 * them. It must not know how bodies are inspected.
 */
@NullMarked
package dev.sluice.extproc.stream.outbound;

import org.jspecify.annotations.NullMarked;
