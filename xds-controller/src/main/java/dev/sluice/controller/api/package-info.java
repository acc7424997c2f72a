/**
 * The management API over REST: its server, configuration and wiring. The contract, callers,
 * resources and life cycles are in the packages below.
 */
@NullMarked
package dev.sluice.controller.api;

import org.jspecify.annotations.NullMarked;
