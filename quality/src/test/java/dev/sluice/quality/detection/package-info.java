/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quality.detection;

import org.jspecify.annotations.NullMarked;
