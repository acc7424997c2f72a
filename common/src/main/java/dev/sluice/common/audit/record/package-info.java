/**
 * The audit records of exchanges and decisions, and their encoding as JSON. It must not know where
 * records are kept or what Envoy looks like.
 */
@NullMarked
package dev.sluice.common.audit.record;

import org.jspecify.annotations.NullMarked;
