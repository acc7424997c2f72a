/**
 * Other detectors as processes that read the same texts. Must not know the corpora's entities, nor
 * how findings are judged.
 */
@NullMarked
package dev.sluice.quality.detection.peer;

import org.jspecify.annotations.NullMarked;
