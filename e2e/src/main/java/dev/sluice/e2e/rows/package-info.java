/**
 * Writes rows as users of the database do: tenants, gateways, products and publishes. It must not
 * know any process but the database.
 */
@NullMarked
package dev.sluice.e2e.rows;

import org.jspecify.annotations.NullMarked;
