/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
