/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.detection.rules;

import org.jspecify.annotations.NullMarked;
