/**
 * Callers and an upstream of plain HTTP/1.1 in one thread, so that they cost little and share one
 * clock. Must not know what is between the two.
 */
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
