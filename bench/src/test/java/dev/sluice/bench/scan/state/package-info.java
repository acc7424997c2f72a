/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.scan.state;

import org.jspecify.annotations.NullMarked;
