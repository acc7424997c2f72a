/**
 * The load over HTTP/1.1: callers and an upstream on one event loop. They share one clock and use
 * little processor time. Must not know the proxy between them.
 */
@NullMarked
package dev.sluice.bench.http;

import org.jspecify.annotations.NullMarked;
