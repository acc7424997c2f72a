/** Figures taken from the running environment. Must not assert anything about them. */
@NullMarked
package dev.sluice.e2e.bench;

import org.jspecify.annotations.NullMarked;
