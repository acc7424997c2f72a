/**
 * Delivers audit records to PostgreSQL with prepared INSERTs under a role that may do nothing else.
 * It must not know how records are made or queued, and it reads no table.
 */
@NullMarked
package dev.sluice.common.audit.postgres;

import org.jspecify.annotations.NullMarked;
