/**
 * A raw HTTP client and upstream, for details that libraries hide: trailers, chunks, and truncated
 * messages. It must not know any test.
 */
@NullMarked
package dev.sluice.e2e.raw;

import org.jspecify.annotations.NullMarked;
