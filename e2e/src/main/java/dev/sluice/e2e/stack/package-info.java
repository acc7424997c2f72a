/**
 * The whole path on one machine: PostgreSQL, the three servers, Envoy and the stand-ins, wired by
 * configuration files. Must not know what the demo or a test does with it.
 */
@NullMarked
package dev.sluice.e2e.stack;

import org.jspecify.annotations.NullMarked;
