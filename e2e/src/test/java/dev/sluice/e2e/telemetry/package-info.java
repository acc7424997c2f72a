@NullMarked
package dev.sluice.e2e.telemetry;

import org.jspecify.annotations.NullMarked;
