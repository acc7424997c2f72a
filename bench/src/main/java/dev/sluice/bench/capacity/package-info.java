/**
 * The command {@code bench capacity}: both policy servers behind one Envoy, and the processors and
 * memory that a load needs.
 */
@NullMarked
package dev.sluice.bench.capacity;

import org.jspecify.annotations.NullMarked;
