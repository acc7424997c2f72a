/**
 * Starts, watches, stops and kills operating-system processes: servers, Envoy, PostgreSQL. Must not
 * know what the processes say to each other.
 */
@NullMarked
package dev.sluice.e2e.process;

import org.jspecify.annotations.NullMarked;
