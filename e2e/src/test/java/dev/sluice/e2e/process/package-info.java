/** The tests of process control, with small processes. */
@NullMarked
package dev.sluice.e2e.process;

import org.jspecify.annotations.NullMarked;
