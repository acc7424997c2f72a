/** The trials of policies with pasted texts, over gRPC. Must not know exchanges and streams. */
@NullMarked
package dev.sluice.extproc.playground;

import org.jspecify.annotations.NullMarked;
