/**
 * The security team's rules: what is looked for, where, and what happens then. It must not know
 * bodies, streams or Envoy.
 */
@NullMarked
package dev.sluice.extproc.policy;

import org.jspecify.annotations.NullMarked;
