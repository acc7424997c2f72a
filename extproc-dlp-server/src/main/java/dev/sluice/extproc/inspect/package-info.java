/**
 * One body on its way: bytes in, bytes out, and what was found between. It knows framings, channels
 * and rules; it must not know gRPC, Envoy's messages or who asks.
 */
@NullMarked
package dev.sluice.extproc.inspect;

import org.jspecify.annotations.NullMarked;
