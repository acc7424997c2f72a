/**
 * The fuzz command and its targets, which compare results of random input with a simple reference
 * or between chunkings. Must not know Envoy or the network.
 */
@NullMarked
package dev.sluice.quality.fuzz;

import org.jspecify.annotations.NullMarked;
