/** Connects to the audit database for reading. */
@NullMarked
package dev.sluice.ctl.database;

import org.jspecify.annotations.NullMarked;
