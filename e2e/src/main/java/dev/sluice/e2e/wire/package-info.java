/**
 * Content encodings of HTTP bodies, implemented by libraries alone, for stubs and clients. It must
 * not know any part of Sluice.
 */
@NullMarked
package dev.sluice.e2e.wire;

import org.jspecify.annotations.NullMarked;
