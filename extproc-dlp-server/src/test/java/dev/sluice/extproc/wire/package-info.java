/** Tests that what is read and written in bytes is what the library makes of them. */
@NullMarked
package dev.sluice.extproc.wire;

import org.jspecify.annotations.NullMarked;
