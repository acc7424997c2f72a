/**
 * The sinks that records are delivered to: the interface, standard output and an OpenTelemetry
 * collector. It must not know how records are made or queued.
 */
@NullMarked
package dev.sluice.common.audit.sink;

import org.jspecify.annotations.NullMarked;
