/** The end-to-end tests, with a real Envoy, a real PostgreSQL and real server processes. */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
