/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.corpus.excerpt;

import org.jspecify.annotations.NullMarked;
