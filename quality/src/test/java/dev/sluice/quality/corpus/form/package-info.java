/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.corpus.form;

import org.jspecify.annotations.NullMarked;
