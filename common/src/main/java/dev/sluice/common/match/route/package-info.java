/**
 * The matching of requests to routes: the normal form of hosts and paths, and an immutable route
 * table that is found by host, path, method and headers. It must not know what is stored for a
 * route.
 */
@NullMarked
package dev.sluice.common.match.route;

import org.jspecify.annotations.NullMarked;
