/**
 * Clients of the gateway: they send requests, and read responses, streams and audit rows. They must
 * not know how the environment was started.
 */
@NullMarked
package dev.sluice.e2e.client;

import org.jspecify.annotations.NullMarked;
