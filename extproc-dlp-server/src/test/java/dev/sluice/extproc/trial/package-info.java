/** The tests of inspections of single bodies. */
@NullMarked
package dev.sluice.extproc.trial;

import org.jspecify.annotations.NullMarked;
