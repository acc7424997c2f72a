/** The tests of the totals of backends. */
@NullMarked
package dev.sluice.extproc.backend;

import org.jspecify.annotations.NullMarked;
