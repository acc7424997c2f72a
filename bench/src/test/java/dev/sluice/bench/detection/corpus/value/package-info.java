/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.detection.corpus.value;

import org.jspecify.annotations.NullMarked;
