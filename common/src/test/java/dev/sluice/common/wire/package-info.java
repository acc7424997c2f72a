/** The tests of the byte encoders. */
@NullMarked
package dev.sluice.common.wire;

import org.jspecify.annotations.NullMarked;
