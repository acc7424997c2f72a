/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.check.token;

import org.jspecify.annotations.NullMarked;
