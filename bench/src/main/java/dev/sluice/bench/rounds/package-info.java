/**
 * Several things that do the same, measured in turn, so that they are compared under the same
 * conditions. Must not know what they are.
 */
@NullMarked
package dev.sluice.bench.rounds;

import org.jspecify.annotations.NullMarked;
