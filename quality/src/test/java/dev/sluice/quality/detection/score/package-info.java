/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.detection.score;

import org.jspecify.annotations.NullMarked;
