/**
 * The command {@code bench xds}: the time from a COMMIT to nodes and responses at several sizes, in
 * comparison with other control planes.
 */
@NullMarked
package dev.sluice.bench.xds;

import org.jspecify.annotations.NullMarked;
