/**
 * How bodies are coded on the wire, for stand-ins and callers alike, by libraries alone. Must not
 * know any part of Sluice.
 */
@NullMarked
package dev.sluice.e2e.wire;

import org.jspecify.annotations.NullMarked;
