/** The tests that views and encoders agree with the protobuf library. */
@NullMarked
package dev.sluice.extproc.wire;

import org.jspecify.annotations.NullMarked;
