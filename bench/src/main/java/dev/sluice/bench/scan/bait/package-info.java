/** Texts that make searches slow, at doubling lengths. */
@NullMarked
package dev.sluice.bench.scan.bait;

import org.jspecify.annotations.NullMarked;
