package dev.sluice.controller.resources.push;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fixture of streams without transport: one cluster {@code lab}, one gateway, and simulated
 * nodes.
 */
final class StreamsFixture {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FakeScheduler time = new FakeScheduler();
  private final PushDistributor distributor;

  StreamsFixture() {
    this(List.of(), Duration.ZERO);
  }

  StreamsFixture(List<SavedObject> saved, Duration grace) {
    distributor =
        new PushDistributor(
            time,
            new PushConfig(PATIENCE, PATIENCE, Duration.ZERO, grace, Duration.ZERO, 1 << 20),
            new SimpleMeterRegistry());
    distributor.store().restore(saved);
    serve();
  }

  /** Advances the time. */
  void pass(Duration duration) {
    time.pass(duration);
  }

  ObjectDeployment deployment(String object) {
    return distributor.deployments(object).getFirst();
  }

  List<NodeStatus> nodes() {
    return distributor.nodeStatuses();
  }

  List<SavedObject> saved() {
    return distributor.store().savedObjects();
  }

  static NodeIdentity node(String id, NodeKind kind) {
    return new NodeIdentity(id, kind, "lab", Optional.empty());
  }

  static EncodedResource resource(ResourceType type, String name, String content) {
    return EncodedResource.of(type, name, ByteString.copyFromUtf8(content));
  }

  void serve(EncodedResource... resources) {
    Map<String, List<EncodedResource>> byName =
        Stream.of(resources).collect(Collectors.groupingBy(EncodedResource::name));
    serve(
        byName.entrySet().stream()
            .map(entry -> object(entry.getKey(), entry.getValue().toArray(EncodedResource[]::new)))
            .toList());
  }

  /** Replaces all served objects. */
  void serve(List<ServedObject> objects) {
    distributor.replace(List.of("lab"), objects);
  }

  /** Returns an object on the gateway {@code gw}. */
  static ServedObject object(String name, EncodedResource... resources) {
    return new ServedObject("lab", name, Set.of("gw"), List.of(resources), Set.of());
  }

  Peer open(NodeIdentity node) {
    Peer peer = new Peer();
    peer.stream = distributor.open(node, peer);
    return peer;
  }

  void closeStream(Peer peer) {
    distributor.close(Objects.requireNonNull(peer.stream));
  }

  List<ResourceRejection> refusals(String node) {
    return distributor.rejections(node(node, NodeKind.ENVOY));
  }

  /** A simulated node of a stream. */
  static final class Peer implements ResponseSender {
    private final Deque<DeltaDiscoveryResponse> answers = new ArrayDeque<>();
    private final Map<String, String> versions = new HashMap<>();
    private @Nullable NodeStream stream;
    boolean breaks;
    boolean failed;

    @Override
    public boolean isReady() {
      return !failed;
    }

    @Override
    public void send(DeltaDiscoveryResponse response) {
      if (breaks) {
        throw new IllegalStateException("broken");
      }
      answers.add(response);
    }

    @Override
    public void abort() {
      failed = true;
    }

    void subscribe(ResourceType type, String... names) {
      request(
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(type.url())
              .addAllResourceNamesSubscribe(List.of(names)));
    }

    void request(DeltaDiscoveryRequest.Builder request) {
      Objects.requireNonNull(stream).request(request.build());
    }

    int waiting() {
      return answers.size();
    }

    /** The last accepted version by name, or by name and type. */
    String version(String name) {
      return versions.getOrDefault(name, "");
    }

    /** Acknowledges the next response and returns whether there was one. */
    List<String> take() {
      if (answers.isEmpty()) {
        return List.of();
      }
      DeltaDiscoveryResponse answer = answers.remove();
      answer
          .getResourcesList()
          .forEach(resource -> {
            versions.put(resource.getName(), resource.getVersion());
            versions.put(resource.getName() + suffix(answer), resource.getVersion());
          });
      request(reply(answer));
      return List.of(line(answer));
    }

    /** Acknowledges all responses, including those that follow. */
    List<String> taken() {
      List<String> lines = new ArrayList<>();
      while (!answers.isEmpty()) {
        lines.addAll(take());
      }
      return lines;
    }

    void refuse(String why) {
      request(reply(answers.remove()).setErrorDetail(Status.newBuilder().setMessage(why)));
    }

    private static DeltaDiscoveryRequest.Builder reply(DeltaDiscoveryResponse answer) {
      return DeltaDiscoveryRequest.newBuilder()
          .setTypeUrl(answer.getTypeUrl())
          .setResponseNonce(answer.getNonce());
    }

    private static String suffix(DeltaDiscoveryResponse answer) {
      return switch (ResourceType.byUrl(answer.getTypeUrl()).orElseThrow()) {
        case ROUTES -> " routes";
        case SCOPE -> " scope";
        case CLUSTER -> " cluster";
        default -> "";
      };
    }

    /**
     * Returns the short name of the type and the sent names in order, removed ones with a minus.
     */
    private static String line(DeltaDiscoveryResponse answer) {
      String type = ResourceType.byUrl(answer.getTypeUrl()).orElseThrow().shortName();
      Stream<String> names =
          Stream.concat(
              answer.getResourcesList().stream().map(resource -> resource.getName()).sorted(),
              answer.getRemovedResourcesList().stream().sorted().map(name -> "-" + name));
      return Stream.concat(Stream.of(type), names).collect(Collectors.joining(" "));
    }
  }
}
