/**
 * The command {@code bench extproc}: the cost of body inspection through Envoy, in comparison with
 * servers that change nothing.
 */
@NullMarked
package dev.sluice.bench.extproc;

import org.jspecify.annotations.NullMarked;
