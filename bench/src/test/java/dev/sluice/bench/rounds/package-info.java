/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.rounds;

import org.jspecify.annotations.NullMarked;
