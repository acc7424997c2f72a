/**
 * Spans of a server under the traces that Envoy begins, and their way to a collector. It must not
 * know what the spans of a server tell.
 */
@NullMarked
package dev.sluice.common.tracing;

import org.jspecify.annotations.NullMarked;
