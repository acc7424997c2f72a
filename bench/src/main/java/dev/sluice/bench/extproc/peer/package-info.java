/** A server in Java that lets everything pass: what gRPC and Envoy cost. Must not know who asks. */
@NullMarked
package dev.sluice.bench.extproc.peer;

import org.jspecify.annotations.NullMarked;
