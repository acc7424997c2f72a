/**
 * What users of the database write: tenants, their gateways, what they offer and publish. Knows
 * nothing of processes but the database.
 */
@NullMarked
package dev.sluice.e2e.rows;

import org.jspecify.annotations.NullMarked;
