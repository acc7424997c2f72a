/**
 * The selection of the policies that apply to a route, a backend or a gateway, as pure functions.
 * Must not depend on SQL or Envoy.
 */
@NullMarked
package dev.sluice.controller.plan.policy;

import org.jspecify.annotations.NullMarked;
