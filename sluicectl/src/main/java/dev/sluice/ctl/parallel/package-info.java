/** Runs tasks on all cores. It must not know what the tasks do. */
@NullMarked
package dev.sluice.ctl.parallel;

import org.jspecify.annotations.NullMarked;
