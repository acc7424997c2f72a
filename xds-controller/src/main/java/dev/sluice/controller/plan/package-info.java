/**
 * Planners from domain records to gateways, publishes and backends of the intermediate
 * representation, as pure functions. A row that cannot be planned is omitted and reported as a
 * finding. Must not depend on SQL, Envoy or any input but the arguments.
 */
@NullMarked
package dev.sluice.controller.plan;

import org.jspecify.annotations.NullMarked;
