/**
 * The controller as a process: configuration, wiring and the pipeline from the change feed to the
 * resource store. Must not depend on what a route or a filter is.
 */
@NullMarked
package dev.sluice.controller.server;

import org.jspecify.annotations.NullMarked;
