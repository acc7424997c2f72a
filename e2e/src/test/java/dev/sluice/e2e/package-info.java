/**
 * The product as its callers and operators meet it: real Envoy, real PostgreSQL, real processes.
 */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
