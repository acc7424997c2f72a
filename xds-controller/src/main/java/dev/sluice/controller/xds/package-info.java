/**
 * The intermediate representation as Envoy resources and as the publishes of the policy servers:
 * pure functions, one file per filter. It must not know rows, nodes, streams or versions.
 */
@NullMarked
package dev.sluice.controller.xds;

import org.jspecify.annotations.NullMarked;
