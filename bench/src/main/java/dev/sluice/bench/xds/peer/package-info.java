/**
 * Other control planes as processes that serve the same resources. Must not know how they are
 * measured.
 */
@NullMarked
package dev.sluice.bench.xds.peer;

import org.jspecify.annotations.NullMarked;
