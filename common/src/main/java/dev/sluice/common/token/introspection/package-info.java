/**
 * The introspection of opaque tokens (RFC 7662), with bounds and a cache of results. It must not
 * know any request, route or decision.
 */
@NullMarked
package dev.sluice.common.token.introspection;

import org.jspecify.annotations.NullMarked;
