/**
 * Requests with a token, as Envoy tells them and as a client sends them. Must not know who asks.
 */
@NullMarked
package dev.sluice.bench.check.request;

import org.jspecify.annotations.NullMarked;
