package dev.sluice.common.ads;

import static dev.sluice.common.ads.FakeController.push;
import static dev.sluice.common.ads.FakeController.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.ops.Readiness;
import dev.sluice.config.v1.Publish;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdsClientTest {
  private static final String TYPE = "type.googleapis.com/sluice.config.v1.Publish";
  @TempDir Path cache;
  private final BlockingQueue<Map<String, Publish>> applied = new LinkedBlockingQueue<>();
  private final Readiness readiness = new Readiness();
  private SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private FakeController controller;

  @BeforeEach
  void start() throws IOException {
    controller = new FakeController(0);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void firstSet_isAskedForAppliedAndAcknowledged() throws Exception {
    try (AdsClient client = client(controller.address())) {
      DeltaDiscoveryRequest first = controller.request();
      assertEquals("lab/a", first.getNode().getId());
      assertEquals("lab", first.getNode().getCluster());
      assertEquals(
          "extauthz",
          first.getNode().getMetadata().getFieldsOrThrow("sluice_kind").getStringValue());
      assertEquals(List.of("*"), first.getResourceNamesSubscribeList());
      assertFalse(readiness.ready());

      controller.stream().onNext(push("1", TYPE).addResources(publish("p1", "h1", "ai")).build());
      assertEquals(List.of("p1 ai"), products(set()));
      DeltaDiscoveryRequest ack = controller.request();
      assertEquals("1", ack.getResponseNonce());
      assertFalse(ack.hasErrorDetail());
      assertFalse(ack.hasNode());
      assertReady("version v1");
      assertEquals("v1", client.version());
    }
  }

  @Test
  void change_isAppliedToTheWholeSet() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      stream.onNext(
          push("1", TYPE)
              .addResources(publish("p1", "h1", "one"))
              .addResources(publish("p2", "h2", "two"))
              .build());
      assertEquals(2, set().size());
      stream.onNext(
          push("2", TYPE)
              .addResources(publish("p1", "h3", "ein"))
              .addRemovedResources("p2")
              .build());
      assertEquals(List.of("p1 ein"), products(set()));
    }
  }

  @Test
  void apply_throws_isRefusedAndTheLastSetStays() throws Exception {
    try (AdsClient client = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      stream.onNext(push("1", TYPE).addResources(publish("p1", "h1", "one")).build());
      set();
      controller.request();
      controller.request();
      stream.onNext(push("2", TYPE).addResources(publish("p1", "h2", "bad")).build());
      DeltaDiscoveryRequest refusal = controller.request();
      assertEquals("2", refusal.getResponseNonce());
      assertEquals("product 'bad' is not known", refusal.getErrorDetail().getMessage());
      assertEquals("v1", client.version());
      assertEquals(
          1, metrics.counter("ads_updates_total", "type", "Publish", "result", "refused").count());
    }
  }

  @Test
  void streamLost_reconnectsWithTheVersionsItHolds() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      stream.onNext(push("1", TYPE).addResources(publish("p1", "h1", "one")).build());
      controller.request();
      controller.request();
      FakeController.end(stream);
      controller.stream();
      DeltaDiscoveryRequest again = controller.request();
      assertTrue(again.hasNode());
      assertEquals(Map.of("p1", "h1"), again.getInitialResourceVersionsMap());
      assertTrue(readiness.ready());
    }
  }

  @Test
  void restart_withoutAController_servesTheLastGoodCopy() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      stream.onNext(push("1", TYPE).addResources(publish("p1", "h1", "one")).build());
      stream.onNext(push("2", TYPE).addResources(publish("p2", "h2", "two")).build());
      set();
      set();
    }
    HostPort nobody = controller.address();
    controller.close();
    try (AdsClient client = client(nobody)) {
      assertEquals(2, set().size());
      assertEquals("v2", client.version());
      assertTrue(readiness.ready());
      assertTrue(note().startsWith("last good version v2"), () -> readiness.report().toString());
    }
  }

  @Test
  void start_withoutControllerAndCopy_isNotReady() {
    HostPort nobody = controller.address();
    controller.close();
    try (AdsClient client = client(nobody)) {
      assertFalse(readiness.ready());
      assertEquals("", client.version());
    }
  }

  @Test
  void controllerComesLater_isFound() throws Exception {
    HostPort address = controller.address();
    controller.close();
    try (AdsClient _ = client(address)) {
      controller = new FakeController(address.port());
      controller.stream().onNext(push("1", TYPE).build());
      assertEquals(Map.of(), set());
      controller.request();
      controller.request();
      assertReady("version v1");
    }
  }

  private AdsClient client(HostPort address) {
    metrics = new SimpleMeterRegistry();
    return new AdsClient(
        new AdsClientConfig(address, "lab", "a", "extauthz", cache),
        List.of(new Subscription<>(TYPE, Publish.parser(), this::apply)),
        readiness.part("controller"),
        metrics);
  }

  private void apply(Map<String, Publish> set) {
    for (Publish publish : set.values()) {
      if (publish.getProduct().equals("bad")) {
        throw new IllegalArgumentException("product 'bad' is not known");
      }
    }
    applied.add(set);
  }

  private Map<String, Publish> set() throws InterruptedException {
    Map<String, Publish> set = applied.poll(20, TimeUnit.SECONDS);
    if (set == null) {
      throw new AssertionError("no set was applied");
    }
    return set;
  }

  private void assertReady(String note) {
    assertEquals(note, note());
    assertTrue(readiness.ready());
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  private static List<String> products(Map<String, Publish> set) {
    return set.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().getProduct())
        .sorted()
        .toList();
  }

  private static io.envoyproxy.envoy.service.discovery.v3.Resource publish(
      String id, String version, String product) {
    return resource(id, version, Publish.newBuilder().setId(id).setProduct(product).build());
  }
}
