/**
 * The command {@code ./sluice drills}: faults under load, and what passed, leaked or was lost
 * meanwhile. It must not know how a single fault is made.
 */
@NullMarked
package dev.sluice.quality.drill;

import org.jspecify.annotations.NullMarked;
