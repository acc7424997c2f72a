/**
 * What was measured and what had to hold, as data and as text. Must not know how it was measured.
 */
@NullMarked
package dev.sluice.bench.xds.report;

import org.jspecify.annotations.NullMarked;
