/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.http;

import org.jspecify.annotations.NullMarked;
