/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.corpus.template;

import org.jspecify.annotations.NullMarked;
