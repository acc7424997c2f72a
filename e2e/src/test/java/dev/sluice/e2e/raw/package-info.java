/**
 * HTTP/1.1 byte by byte, for what clients of libraries do not show: trailers, chunks, and where a
 * message breaks off. It must not know what is tested with it.
 */
@NullMarked
package dev.sluice.e2e.raw;

import org.jspecify.annotations.NullMarked;
