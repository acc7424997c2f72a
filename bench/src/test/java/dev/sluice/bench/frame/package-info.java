/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.frame;

import org.jspecify.annotations.NullMarked;
