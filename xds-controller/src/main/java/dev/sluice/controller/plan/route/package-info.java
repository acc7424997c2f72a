/**
 * Planners from domain routes and their policies to routes of the intermediate representation, as
 * pure functions. Must not depend on SQL or Envoy.
 */
@NullMarked
package dev.sluice.controller.plan.route;

import org.jspecify.annotations.NullMarked;
