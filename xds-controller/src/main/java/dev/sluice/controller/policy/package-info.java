/**
 * Kinds of policies: the JSON Schema of each kind, and the conversion of the spec of a row to the
 * intermediate representation. Must not know SQL or Envoy.
 */
@NullMarked
package dev.sluice.controller.policy;

import org.jspecify.annotations.NullMarked;
