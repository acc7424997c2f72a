/** Measurements, each a ratio or a distribution taken in one run; nothing here is a test. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
