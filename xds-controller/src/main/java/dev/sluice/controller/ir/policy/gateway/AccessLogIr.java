package dev.sluice.controller.ir.policy.gateway;

import dev.sluice.controller.ir.edge.ValueTemplate;
import dev.sluice.controller.ir.edge.ValueTemplate.Place;
import dev.sluice.controller.ir.policy.PolicyIr;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy that adds fields to the log line of each exchange.
 *
 * @param fields the values of the fields, in access log format
 */
public record AccessLogIr(Map<String, String> fields) implements GatewayPolicyIr {
  public AccessLogIr {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    fields.values().forEach(value -> ValueTemplate.check(value, Place.LOG));
  }

  /** Returns this policy with the fields of a wider scope that it does not replace. */
  @Override
  public PolicyIr over(PolicyIr wider) {
    if (!(wider instanceof AccessLogIr other)) {
      return this;
    }
    Map<String, String> all = new TreeMap<>(other.fields);
    all.putAll(fields);
    return new AccessLogIr(all);
  }
}
