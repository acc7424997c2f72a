package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.edge.ValueTemplate;
import dev.sluice.controller.ir.edge.ValueTemplate.Place;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy that records fewer requests of a route in traces, and more of each.
 *
 * @param percent the recorded share of the requests that would be recorded without a policy
 * @param tags further tags of the gateway's spans, in access log format
 */
public record RouteTracingIr(double percent, Map<String, String> tags) implements RoutePolicyIr {
  public RouteTracingIr {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    tags.values().forEach(value -> ValueTemplate.check(value, Place.SPAN));
  }
}
