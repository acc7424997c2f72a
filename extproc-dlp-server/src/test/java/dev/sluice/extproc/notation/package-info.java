/** The tests of notations. */
@NullMarked
package dev.sluice.extproc.notation;

import org.jspecify.annotations.NullMarked;
