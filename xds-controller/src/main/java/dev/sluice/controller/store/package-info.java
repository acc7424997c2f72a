/**
 * The database connection: pool, schema migrations, upgrade of version 1 and the leader lock. All
 * SQL of the controller is in this package and below it, except calls of audit functions. Must not
 * depend on what is planned from the records.
 */
@NullMarked
package dev.sluice.controller.store;

import org.jspecify.annotations.NullMarked;
