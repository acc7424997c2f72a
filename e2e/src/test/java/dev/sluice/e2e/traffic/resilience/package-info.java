/** Tests of retries, timeouts, fallbacks, mirrored requests and limits, from rows to traffic. */
@NullMarked
package dev.sluice.e2e.traffic.resilience;

import org.jspecify.annotations.NullMarked;
