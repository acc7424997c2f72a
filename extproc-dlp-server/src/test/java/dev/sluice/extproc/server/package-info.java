/** Tests of the server over real gRPC on loopback, against a stand-in that speaks Envoy's side. */
@NullMarked
package dev.sluice.extproc.server;

import org.jspecify.annotations.NullMarked;
