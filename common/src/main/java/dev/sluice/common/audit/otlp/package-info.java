/**
 * Audit records as OpenTelemetry log records, and their way to a collector. It must not know where
 * records come from.
 */
@NullMarked
package dev.sluice.common.audit.otlp;

import org.jspecify.annotations.NullMarked;
