/**
 * The command line. It calls the servers' own core classes, so that what it says is what production
 * does; it must not know gRPC or Envoy types.
 */
@NullMarked
package dev.sluice.ctl;

import org.jspecify.annotations.NullMarked;
