/**
 * Maintenance of the audit tables: monthly partitions, purges, and audit rows for decisions without
 * an exchange. Its SQL is calls of functions that the migrations create.
 */
@NullMarked
package dev.sluice.controller.audit;

import org.jspecify.annotations.NullMarked;
