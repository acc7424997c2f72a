/** The tests of the choice of a model. */
@NullMarked
package dev.sluice.extproc.selection;

import org.jspecify.annotations.NullMarked;
