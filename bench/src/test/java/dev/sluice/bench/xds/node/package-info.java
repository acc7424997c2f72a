/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.xds.node;

import org.jspecify.annotations.NullMarked;
