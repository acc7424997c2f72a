/**
 * The exchange that a stream carries: route, tenant, inspection mode and headers, and the outcome
 * of both inspections.
 */
@NullMarked
package dev.sluice.extproc.stream.exchange;

import org.jspecify.annotations.NullMarked;
