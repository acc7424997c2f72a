/** The faults of the drills, and the table that numbers them. It must not know the report. */
@NullMarked
package dev.sluice.quality.drill.fault;

import org.jspecify.annotations.NullMarked;
