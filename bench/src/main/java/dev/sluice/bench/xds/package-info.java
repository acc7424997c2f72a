/** The command {@code bench xds}: the time from a COMMIT to nodes and responses. */
@NullMarked
package dev.sluice.bench.xds;

import org.jspecify.annotations.NullMarked;
