/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.scan.engine;

import org.jspecify.annotations.NullMarked;
