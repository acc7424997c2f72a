/** Tests of what is written in bytes. */
@NullMarked
package dev.sluice.common.wire;

import org.jspecify.annotations.NullMarked;
