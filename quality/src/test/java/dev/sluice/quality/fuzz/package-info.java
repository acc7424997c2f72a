/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.fuzz;

import org.jspecify.annotations.NullMarked;
