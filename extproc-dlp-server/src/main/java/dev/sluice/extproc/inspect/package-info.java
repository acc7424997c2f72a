/**
 * The edge between stream and text: which rules apply to a body, which framing reads it, and which
 * bytes may leave. It must not know gRPC, Envoy's messages or who sends the body.
 */
@NullMarked
package dev.sluice.extproc.inspect;

import org.jspecify.annotations.NullMarked;
