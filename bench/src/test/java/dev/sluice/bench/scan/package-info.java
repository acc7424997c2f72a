/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.scan;

import org.jspecify.annotations.NullMarked;
