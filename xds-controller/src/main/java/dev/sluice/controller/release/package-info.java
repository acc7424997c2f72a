/**
 * Releases: their steps, their guard and the next change of a release, as pure functions. Must not
 * know SQL or Envoy.
 */
@NullMarked
package dev.sluice.controller.release;

import org.jspecify.annotations.NullMarked;
