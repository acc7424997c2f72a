/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.extproc;

import org.jspecify.annotations.NullMarked;
