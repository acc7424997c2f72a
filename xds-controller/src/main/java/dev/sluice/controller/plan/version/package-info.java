/**
 * The part of API versions in the plan of a publish, as pure functions of the rows and the time.
 * Must not depend on SQL or Envoy.
 */
@NullMarked
package dev.sluice.controller.plan.version;

import org.jspecify.annotations.NullMarked;
