/** The command line of the measurements, which compare variants within one run. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
