/**
 * The audit tables and their columns, and the comparison of a stored row with its record. It must
 * not know who writes or reads rows.
 */
@NullMarked
package dev.sluice.common.audit.table;

import org.jspecify.annotations.NullMarked;
