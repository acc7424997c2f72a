/**
 * The metrics registry, families of metrics that labels tell apart, and the shape of the log. It
 * must not know which metrics the services record.
 */
@NullMarked
package dev.sluice.common.telemetry;

import org.jspecify.annotations.NullMarked;
