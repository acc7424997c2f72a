/** Findings held against the corpora. Must not know who found them, nor how. */
@NullMarked
package dev.sluice.quality.detection.score;

import org.jspecify.annotations.NullMarked;
