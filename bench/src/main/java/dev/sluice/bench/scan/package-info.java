/** The command {@code bench scan}: the speed of the scanner, also on texts that make it slow. */
@NullMarked
package dev.sluice.bench.scan;

import org.jspecify.annotations.NullMarked;
