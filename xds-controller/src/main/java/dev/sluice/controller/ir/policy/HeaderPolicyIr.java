package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.edge.HeaderChanges;
import dev.sluice.controller.ir.edge.ValueTemplate.Place;

/** A policy that changes headers of requests to backends and of their responses. */
public record HeaderPolicyIr(HeaderChanges request, HeaderChanges response)
    implements RoutePolicyIr {
  public HeaderPolicyIr {
    request.checkValues(Place.REQUEST_HEADER);
    response.checkValues(Place.RESPONSE_HEADER);
  }

  /** Returns this policy with the changes of a wider scope to other headers. */
  @Override
  public PolicyIr over(PolicyIr wider) {
    return wider instanceof HeaderPolicyIr other
        ? new HeaderPolicyIr(request.over(other.request), response.over(other.response))
        : this;
  }
}
