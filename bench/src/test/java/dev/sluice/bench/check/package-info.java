/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.check;

import org.jspecify.annotations.NullMarked;
