/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.detection.corpus.template;

import org.jspecify.annotations.NullMarked;
