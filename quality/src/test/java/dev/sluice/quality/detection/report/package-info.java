/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.detection.report;

import org.jspecify.annotations.NullMarked;
