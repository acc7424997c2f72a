/**
 * The gRPC edge of the server and its wiring: configuration, limits over all streams, start and
 * shutdown. It must not know the phases of an exchange or the meaning of rules.
 */
@NullMarked
package dev.sluice.extproc.server;

import org.jspecify.annotations.NullMarked;
