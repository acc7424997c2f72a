/** Figures as text and as JSON. Must not know how they came to be. */
@NullMarked
package dev.sluice.quality.detection.report;

import org.jspecify.annotations.NullMarked;
