/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.bench.scan.text;

import org.jspecify.annotations.NullMarked;
