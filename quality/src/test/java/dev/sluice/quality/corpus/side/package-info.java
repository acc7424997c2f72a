/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.corpus.side;

import org.jspecify.annotations.NullMarked;
