/**
 * How fast text is searched, and what that costs in memory: the command and its run. Must not know
 * bodies, Envoy or the network.
 */
@NullMarked
package dev.sluice.bench.scan;

import org.jspecify.annotations.NullMarked;
