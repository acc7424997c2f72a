/** Tests of the planners of routes. */
@NullMarked
package dev.sluice.controller.plan.route;

import org.jspecify.annotations.NullMarked;
