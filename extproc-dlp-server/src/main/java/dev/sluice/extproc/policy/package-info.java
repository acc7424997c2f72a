/**
 * The security team's rules: the patterns, the exchanges they apply to and the actions. It must not
 * know bodies, streams or Envoy.
 */
@NullMarked
package dev.sluice.extproc.policy;

import org.jspecify.annotations.NullMarked;
