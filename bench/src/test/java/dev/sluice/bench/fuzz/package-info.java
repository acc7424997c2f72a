/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.fuzz;

import org.jspecify.annotations.NullMarked;
