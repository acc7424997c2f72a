/**
 * The command {@code bench audit}: the cost of audit records, and whether they survive kills,
 * outages and full disks.
 */
@NullMarked
package dev.sluice.bench.audit;

import org.jspecify.annotations.NullMarked;
