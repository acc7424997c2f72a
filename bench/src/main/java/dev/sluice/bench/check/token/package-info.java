/** Keys and tokens of the measurement. Must not know what they are used for. */
@NullMarked
package dev.sluice.bench.check.token;

import org.jspecify.annotations.NullMarked;
