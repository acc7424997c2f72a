/**
 * Starts, watches, stops and kills operating-system processes: servers, Envoy, PostgreSQL. It must
 * not know the protocols between them.
 */
@NullMarked
package dev.sluice.e2e.process;

import org.jspecify.annotations.NullMarked;
