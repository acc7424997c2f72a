/** The tests of the content codings. */
@NullMarked
package dev.sluice.extproc.coding;

import org.jspecify.annotations.NullMarked;
