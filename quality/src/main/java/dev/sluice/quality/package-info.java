/** Checks of what Sluice decides: detection scores on generated corpora, and fuzzing. */
@NullMarked
package dev.sluice.quality;

import org.jspecify.annotations.NullMarked;
