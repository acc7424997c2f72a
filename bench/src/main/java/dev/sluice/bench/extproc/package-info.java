/**
 * The command {@code bench extproc}: the cost of body inspection through Envoy, compared with
 * servers that change nothing.
 */
@NullMarked
package dev.sluice.bench.extproc;

import org.jspecify.annotations.NullMarked;
