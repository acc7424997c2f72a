/**
 * Sluice's own detection, as its servers run it, on texts and on bodies of every form and cut. Must
 * not know how findings are judged.
 */
@NullMarked
package dev.sluice.quality.detection.rules;

import org.jspecify.annotations.NullMarked;
