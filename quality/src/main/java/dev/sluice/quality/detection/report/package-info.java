/** The figures as text and as JSON. Must not know how they were measured. */
@NullMarked
package dev.sluice.quality.detection.report;

import org.jspecify.annotations.NullMarked;
