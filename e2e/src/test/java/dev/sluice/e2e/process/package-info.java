/** Starting, stopping and killing, on processes that cost little. */
@NullMarked
package dev.sluice.e2e.process;

import org.jspecify.annotations.NullMarked;
