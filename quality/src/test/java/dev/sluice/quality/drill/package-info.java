/** Tests of the drills: that they hold, and that they can fail. */
@NullMarked
package dev.sluice.quality.drill;

import org.jspecify.annotations.NullMarked;
