/**
 * Other detectors, as processes that read the same texts. Must not know the entities of the
 * corpora, nor how findings are scored.
 */
@NullMarked
package dev.sluice.quality.detection.peer;

import org.jspecify.annotations.NullMarked;
