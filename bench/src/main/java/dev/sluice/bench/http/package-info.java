/**
 * Load over HTTP/1.1: callers and an upstream on one event loop, so that they share one clock and
 * use little processor time. Must not know who sits between them.
 */
@NullMarked
package dev.sluice.bench.http;

import org.jspecify.annotations.NullMarked;
