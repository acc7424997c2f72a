/**
 * {@code ./sluice bench xds}: from a COMMIT to what simulated and real Envoys have of it, at
 * several sizes, beside other control planes. Knows the controller by its wire and its tables only.
 */
@NullMarked
package dev.sluice.bench.xds;

import org.jspecify.annotations.NullMarked;
