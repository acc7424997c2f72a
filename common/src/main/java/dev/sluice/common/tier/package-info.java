/**
 * Reads policies/tiers.yaml: the limits of new plans by tier. It must not know any plan or
 * database.
 */
@NullMarked
package dev.sluice.common.tier;

import org.jspecify.annotations.NullMarked;
