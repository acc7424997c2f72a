package dev.sluice.controller.store.distress;

import dev.sluice.controller.distress.DistressChange;

/**
 * A change of the factor of a route that was written.
 *
 * @param route the route for people, or its id
 */
public record DistressEvent(String route, DistressChange change) {}
