/**
 * The delivery of audit records to PostgreSQL with prepared INSERTs under an insert-only role, and
 * their export and verification under a read-only role. It must not know how records are made or
 * queued.
 */
@NullMarked
package dev.sluice.common.audit.postgres;

import org.jspecify.annotations.NullMarked;
