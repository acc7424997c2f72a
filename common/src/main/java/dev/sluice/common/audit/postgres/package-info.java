/**
 * Delivers audit records to PostgreSQL with prepared INSERTs under a role that may do nothing else,
 * and reads them back for auditors under one that may only read. It must not know how records are
 * made or queued.
 */
@NullMarked
package dev.sluice.common.audit.postgres;

import org.jspecify.annotations.NullMarked;
