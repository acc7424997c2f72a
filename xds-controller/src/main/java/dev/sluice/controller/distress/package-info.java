/**
 * Routes in distress, whose upstreams fail or are slow, and the next change of the factor of their
 * limits, as pure functions. Must not know SQL or Envoy.
 */
@NullMarked
package dev.sluice.controller.distress;

import org.jspecify.annotations.NullMarked;
