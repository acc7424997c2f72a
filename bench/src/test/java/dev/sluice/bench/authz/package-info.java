/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.authz;

import org.jspecify.annotations.NullMarked;
