/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.detection.corpus;

import org.jspecify.annotations.NullMarked;
