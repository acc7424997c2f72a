package dev.sluice.controller.resources;

import dev.sluice.controller.xds.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a node made of one push.
 *
 * @param refused what it named as the reason, or what the push consisted of
 * @param suspects what may be the reason, and has to be tried one by one
 * @param why the node's own words, empty when it took everything
 */
record Verdict(
    Push push,
    List<EncodedResource> taken,
    List<EncodedResource> refused,
    Set<String> suspects,
    String why) {

  private static final int MAX_WORDS = 2_000;

  static Verdict of(Push push, DeltaDiscoveryRequest answer) {
    if (!answer.hasErrorDetail()) {
      return new Verdict(push, push.resources(), List.of(), Set.of(), "");
    }
    String why = cut(answer.getErrorDetail().getMessage());
    Set<String> named = Refusals.named(push, why);
    boolean tookTheRest =
        !named.isEmpty()
            && (push.type() == ResourceType.CLUSTER || push.type() == ResourceType.LISTENER);
    List<EncodedResource> taken = new ArrayList<>();
    List<EncodedResource> refused = new ArrayList<>();
    Set<String> suspects = new HashSet<>();
    for (EncodedResource resource : push.resources()) {
      if (named.contains(resource.name())) {
        refused.add(resource);
      } else if (tookTheRest) {
        taken.add(resource);
      } else {
        suspects.add(resource.name());
      }
    }
    return new Verdict(push, taken, refused, suspects, why.isEmpty() ? "no reason given" : why);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_WORDS));
  }

  boolean isAcknowledgement() {
    return why.isEmpty();
  }
}
