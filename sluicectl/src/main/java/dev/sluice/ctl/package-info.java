/**
 * The command line. It calls the core classes of the servers, so that its result is that of
 * production. It must not know gRPC or Envoy types.
 */
@NullMarked
package dev.sluice.ctl;

import org.jspecify.annotations.NullMarked;
