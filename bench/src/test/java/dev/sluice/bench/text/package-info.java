/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.text;

import org.jspecify.annotations.NullMarked;
