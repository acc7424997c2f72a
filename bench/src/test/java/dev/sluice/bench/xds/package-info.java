/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.xds;

import org.jspecify.annotations.NullMarked;
