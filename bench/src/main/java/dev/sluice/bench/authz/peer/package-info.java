/** A server in Java that lets everything pass: what gRPC costs. Must not know who asks. */
@NullMarked
package dev.sluice.bench.authz.peer;

import org.jspecify.annotations.NullMarked;
