/**
 * Servers that are written to be measured with: how they are started, and what those in Java have
 * in common. Must not know what is measured.
 */
@NullMarked
package dev.sluice.bench.peer;

import org.jspecify.annotations.NullMarked;
