/** The tests of the server over gRPC on loopback, with a fake Envoy. */
@NullMarked
package dev.sluice.extproc.server;

import org.jspecify.annotations.NullMarked;
