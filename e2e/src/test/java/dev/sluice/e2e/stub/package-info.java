/** The tests of the stubs' response formats. */
@NullMarked
package dev.sluice.e2e.stub;

import org.jspecify.annotations.NullMarked;
