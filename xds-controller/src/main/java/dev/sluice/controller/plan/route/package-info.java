/**
 * From domain routes and their policies to routes of the intermediate representation, as pure
 * functions.
 */
@NullMarked
package dev.sluice.controller.plan.route;

import org.jspecify.annotations.NullMarked;
