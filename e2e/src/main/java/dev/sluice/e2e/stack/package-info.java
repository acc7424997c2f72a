/**
 * The whole product on one machine: PostgreSQL, the three servers, Envoy and the stubs, wired by
 * configuration files. It must not know the demo or any test.
 */
@NullMarked
package dev.sluice.e2e.stack;

import org.jspecify.annotations.NullMarked;
