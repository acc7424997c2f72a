/**
 * The repositories of the totals of routes and of the factors of routes in distress. Must not know
 * when a route is in distress.
 */
@NullMarked
package dev.sluice.controller.store.distress;

import org.jspecify.annotations.NullMarked;
