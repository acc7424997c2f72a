/**
 * The gRPC edge of the server and its wiring: configuration, limits over all streams, start and
 * end. It must not know what a phase does or what a rule means.
 */
@NullMarked
package dev.sluice.extproc.server;

import org.jspecify.annotations.NullMarked;
