/**
 * The metrics registry, families of metrics, and the log format. It must not know the metrics of
 * the services.
 */
@NullMarked
package dev.sluice.common.telemetry;

import org.jspecify.annotations.NullMarked;
