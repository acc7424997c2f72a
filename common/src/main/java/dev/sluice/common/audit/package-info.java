/**
 * The audit trail: records are written to spools on disk and drained to a sink, so that a sink that
 * is unavailable loses nothing. It must not know who makes records.
 */
@NullMarked
package dev.sluice.common.audit;

import org.jspecify.annotations.NullMarked;
