/**
 * The spans of a server in the traces that Envoy starts, and their export to a collector. It must
 * not know the content of spans.
 */
@NullMarked
package dev.sluice.common.tracing;

import org.jspecify.annotations.NullMarked;
