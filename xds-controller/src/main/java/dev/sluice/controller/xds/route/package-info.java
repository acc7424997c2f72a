/** Translators of routes, route configurations and scopes. */
@NullMarked
package dev.sluice.controller.xds.route;

import org.jspecify.annotations.NullMarked;
