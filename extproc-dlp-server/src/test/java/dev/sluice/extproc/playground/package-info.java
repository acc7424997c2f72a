/** The tests of trials over gRPC. */
@NullMarked
package dev.sluice.extproc.playground;

import org.jspecify.annotations.NullMarked;
