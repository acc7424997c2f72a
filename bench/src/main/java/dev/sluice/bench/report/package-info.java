/** Figures and goals as text and as JSON. Must not know how they were measured. */
@NullMarked
package dev.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
