/**
 * The reading of installations from files and from a cluster. Sizes, numbers and depths are
 * bounded. It must not know which faults there are.
 */
@NullMarked
package dev.sluice.ctl.doctor.input;

import org.jspecify.annotations.NullMarked;
