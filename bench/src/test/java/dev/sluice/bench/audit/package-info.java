/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.audit;

import org.jspecify.annotations.NullMarked;
