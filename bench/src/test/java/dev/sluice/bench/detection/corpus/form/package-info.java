/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.detection.corpus.form;

import org.jspecify.annotations.NullMarked;
