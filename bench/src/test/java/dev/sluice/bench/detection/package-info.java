/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.detection;

import org.jspecify.annotations.NullMarked;
