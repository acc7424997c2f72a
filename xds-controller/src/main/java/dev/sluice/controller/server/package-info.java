/**
 * The controller as a process: the delta-ADS service, the way from the database to the store of
 * resources, configuration and wiring. It must not know what a route or a filter is.
 */
@NullMarked
package dev.sluice.controller.server;

import org.jspecify.annotations.NullMarked;
