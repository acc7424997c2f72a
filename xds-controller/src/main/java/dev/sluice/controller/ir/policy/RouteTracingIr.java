package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.edge.ValueTemplate;
import dev.sluice.controller.ir.edge.ValueTemplate.Place;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy that adds tags to the traces of a route.
 *
 * @param tags further tags of the gateway's spans, in access log format
 */
public record RouteTracingIr(Map<String, String> tags) implements RoutePolicyIr {
  public RouteTracingIr {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    tags.values().forEach(value -> ValueTemplate.check(value, Place.SPAN));
  }
}
