/** The scores of findings against the corpora. Must not know the detectors. */
@NullMarked
package dev.sluice.quality.detection.score;

import org.jspecify.annotations.NullMarked;
