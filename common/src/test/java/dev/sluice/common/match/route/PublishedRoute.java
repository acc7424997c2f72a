package dev.sluice.common.match.route;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;

/** A route with its publish, as the value of a table. */
record PublishedRoute(Publish publish, Route route) {}
