/**
 * Messages to Envoy: built for the body mode, queued in order, and sent no faster than Envoy reads
 * them.
 */
@NullMarked
package dev.sluice.extproc.stream.outbound;

import org.jspecify.annotations.NullMarked;
