/**
 * The database: migrations, repositories that read domain records, and the feed of changes. All SQL
 * of the controller is here. It must not know what is planned from the records.
 */
@NullMarked
package dev.sluice.controller.store;

import org.jspecify.annotations.NullMarked;
