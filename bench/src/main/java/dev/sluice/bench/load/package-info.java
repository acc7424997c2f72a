/**
 * The event loop of all load generators, and the results of a window of traffic. Must not know the
 * protocols.
 */
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
