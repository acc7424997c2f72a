/** Tests of listeners: rows of {@code gateway_listeners}, seen by clients of a real Envoy. */
@NullMarked
package dev.sluice.e2e.traffic.listener;

import org.jspecify.annotations.NullMarked;
