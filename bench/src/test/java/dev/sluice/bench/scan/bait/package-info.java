/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.scan.bait;

import org.jspecify.annotations.NullMarked;
