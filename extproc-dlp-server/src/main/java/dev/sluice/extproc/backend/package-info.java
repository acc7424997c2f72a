/**
 * The totals of exchanges by backend and their reports to the controller, which ends a release that
 * fails. Must not know access log entries.
 */
@NullMarked
package dev.sluice.extproc.backend;

import org.jspecify.annotations.NullMarked;
