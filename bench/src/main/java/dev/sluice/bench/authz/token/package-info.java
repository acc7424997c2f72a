/** Keys and tokens of the measurement. Must not know what they are used for. */
@NullMarked
package dev.sluice.bench.authz.token;

import org.jspecify.annotations.NullMarked;
