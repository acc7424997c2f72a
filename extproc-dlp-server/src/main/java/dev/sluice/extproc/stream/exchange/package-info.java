/**
 * The exchange of a stream: route, tenant, inspection mode and headers, and the outcome of both
 * inspections. It must not know how bodies leave.
 */
@NullMarked
package dev.sluice.extproc.stream.exchange;

import org.jspecify.annotations.NullMarked;
