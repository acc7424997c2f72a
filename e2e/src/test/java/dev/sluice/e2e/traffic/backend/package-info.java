/**
 * Tests of backends through a real Envoy: load balancing, health and TLS. Each test changes rows
 * and checks the effect at the client or the upstream.
 */
@NullMarked
package dev.sluice.e2e.traffic.backend;

import org.jspecify.annotations.NullMarked;
