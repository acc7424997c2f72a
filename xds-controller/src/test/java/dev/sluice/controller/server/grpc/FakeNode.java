package dev.sluice.controller.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dev.sluice.controller.resources.push.NodeStream;
import dev.sluice.controller.resources.push.ResponseSender;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A fake node that sends requests as an Envoy or a policy server does. It acknowledges each push,
 * except versions that the test makes it refuse.
 */
public final class FakeNode implements ResponseSender {
  private final UpdateLoop loop;
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private final Map<String, String> dislikes = new ConcurrentHashMap<>();
  private @Nullable NodeStream stream;

  public FakeNode(UpdateLoop loop) {
    this.loop = loop;
  }

  public void begin(NodeStream opened) {
    stream = opened;
    for (ResourceType type : ResourceType.values()) {
      if (type.wildcardByDefault()) {
        opened.request(DeltaDiscoveryRequest.newBuilder().setTypeUrl(type.url()).build());
      }
    }
  }

  /** Refuses later versions of that name with this message. */
  public void refuse(String name, String words) {
    dislikes.put(name, words);
  }

  public void refuseNothing() {
    dislikes.clear();
  }

  /** Returns the node's version of a resource; empty without one. */
  public String version(String name) {
    return versions.getOrDefault(name, "");
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void send(DeltaDiscoveryResponse response) {
    loop.execute(() -> answer(response));
  }

  @Override
  public void abort() {
    throw new IllegalStateException("the stream failed");
  }

  private void answer(DeltaDiscoveryResponse response) {
    DeltaDiscoveryRequest.Builder answer =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(response.getTypeUrl())
            .setResponseNonce(response.getNonce());
    for (Resource resource : response.getResourcesList()) {
      String words = dislikes.get(resource.getName());
      if (words != null && !resource.getVersion().equals(version(resource.getName()))) {
        answer.setErrorDetail(Status.newBuilder().setMessage(resource.getName() + ": " + words));
      } else {
        versions.put(resource.getName(), resource.getVersion());
        follow(resource);
      }
    }
    response.getRemovedResourcesList().forEach(versions::remove);
    Objects.requireNonNull(stream).request(answer.build());
  }

  /** Requests the resources to which a resource refers, as Envoy does. */
  private void follow(Resource resource) {
    String name = resource.getName();
    String url = resource.getResource().getTypeUrl();
    if (url.equals(ResourceType.CLUSTER.url()) && name.startsWith("backend/")) {
      subscribe(ResourceType.ENDPOINTS, name);
    } else if (url.equals(ResourceType.SCOPE.url())) {
      try {
        subscribe(
            ResourceType.ROUTES,
            ScopedRouteConfiguration.parseFrom(resource.getResource().getValue())
                .getRouteConfigurationName());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void subscribe(ResourceType type, String name) {
    loop.execute(() ->
        Objects.requireNonNull(stream)
            .request(
                DeltaDiscoveryRequest.newBuilder()
                    .setTypeUrl(type.url())
                    .addResourceNamesSubscribe(name)
                    .build()));
  }
}
