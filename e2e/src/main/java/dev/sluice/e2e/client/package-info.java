/**
 * What a caller does: sends requests to the gateway and reads answers, streams and the audit rows
 * behind them. Must not know how the environment was started.
 */
@NullMarked
package dev.sluice.e2e.client;

import org.jspecify.annotations.NullMarked;
