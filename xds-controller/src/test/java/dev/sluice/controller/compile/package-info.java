/** Tests of the incremental compiler. */
@NullMarked
package dev.sluice.controller.compile;

import org.jspecify.annotations.NullMarked;
