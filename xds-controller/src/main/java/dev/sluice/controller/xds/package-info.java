/**
 * From the intermediate representation to Envoy resources, as pure functions: whole gateways,
 * resources of gRPC clients and the Envoy bootstrap. Must not depend on rows, nodes, streams or
 * versions.
 */
@NullMarked
package dev.sluice.controller.xds;

import org.jspecify.annotations.NullMarked;
