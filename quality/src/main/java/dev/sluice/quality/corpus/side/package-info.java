/**
 * The corpora of two sides: rules are tuned on the texts of one side and measured on the texts of
 * the other. Must not know detectors.
 */
@NullMarked
package dev.sluice.quality.corpus.side;

import org.jspecify.annotations.NullMarked;
