/** Where an OpenTelemetry collector is, and channels to it. It must not know what is sent. */
@NullMarked
package dev.sluice.common.otlp;

import org.jspecify.annotations.NullMarked;
