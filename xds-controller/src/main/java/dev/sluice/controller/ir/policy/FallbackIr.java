package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.route.UpstreamFailure;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy that answers with a fixed response when the backend of a route fails.
 *
 * @param on the failures to answer
 * @param headers further headers by name
 */
public record FallbackIr(
    List<UpstreamFailure> on,
    int status,
    String contentType,
    String body,
    SortedMap<String, String> headers)
    implements RoutePolicyIr {
  public FallbackIr {
    on = List.copyOf(on);
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }
}
