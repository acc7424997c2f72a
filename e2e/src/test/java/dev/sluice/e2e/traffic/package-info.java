/** Tests of rows that decide where traffic goes, each by its effect at a caller or an upstream. */
@NullMarked
package dev.sluice.e2e.traffic;

import org.jspecify.annotations.NullMarked;
