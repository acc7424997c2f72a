/**
 * The totals of exchanges by backend and by route, and their reports to the controller, which ends
 * a release that fails, makes the limits of a route in distress smaller, and shows states of
 * models. Must not know access log entries.
 */
@NullMarked
package dev.sluice.extproc.backend;

import org.jspecify.annotations.NullMarked;
