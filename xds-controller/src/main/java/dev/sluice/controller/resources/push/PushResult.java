package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A result of one push.
 *
 * @param rejected the resources that the node named, or all of the push
 * @param suspects the resources that may be at fault and are sent one by one
 * @param errorMessage the message of the node; empty if it accepted everything
 */
record PushResult(
    ResourcePush push,
    List<EncodedResource> accepted,
    List<EncodedResource> rejected,
    Set<String> suspects,
    String errorMessage) {

  /** The types whose valid resources take effect although others of the push are rejected. */
  private static final Set<ResourceType> PARTLY_TAKEN =
      EnumSet.of(
          ResourceType.CLUSTER,
          ResourceType.LISTENER,
          ResourceType.API_CLUSTER,
          ResourceType.API_ROUTES,
          ResourceType.API_LISTENER);

  private static final int MAX_WORDS = 2_000;
  private static final String RESOURCE_TEXT = "goo.gle/debug";
  private static final String CONSTRAINT = "Proto constraint validation failed";

  static PushResult of(ResourcePush push, NodeRequest request) {
    DeltaDiscoveryRequest answer = request.rest();
    if (!answer.hasErrorDetail()) {
      return new PushResult(push, push.resources(), List.of(), Set.of(), "");
    }
    String words = answer.getErrorDetail().getMessage();
    Set<String> named = NackMessageParser.namedResources(push, words);
    String why = cut(reason(words));
    boolean tookTheRest = !named.isEmpty() && PARTLY_TAKEN.contains(push.type());
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
    return new PushResult(push, taken, refused, suspects, why.isEmpty() ? "no reason given" : why);
  }

  /** Returns the reason without the text of the resource, which Envoy may put in front. */
  private static String reason(String words) {
    int resource = words.indexOf(RESOURCE_TEXT);
    int failure = words.lastIndexOf(CONSTRAINT);
    return resource < 0 || failure < resource
        ? words
        : words.substring(0, resource) + words.substring(failure);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_WORDS));
  }

  boolean isAck() {
    return errorMessage.isEmpty();
  }
}
