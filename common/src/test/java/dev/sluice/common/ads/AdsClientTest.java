package dev.sluice.common.ads;

import static dev.sluice.common.ads.FakeController.push;
import static dev.sluice.common.ads.FakeController.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.config.v1.Publish;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdsClientTest {
  private static final String TYPE = "type.googleapis.com/sluice.config.v1.Publish";
  @TempDir Path cache;
  private final BlockingQueue<ResourceChange<Publish>> applied = new LinkedBlockingQueue<>();
  private final AtomicInteger complete = new AtomicInteger();
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
  void firstSet_received_isAppliedAndAcked() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      DeltaDiscoveryRequest first = controller.request();
      assertEquals("lab/a", first.getNode().getId());
      assertEquals("lab", first.getNode().getCluster());
      assertEquals(
          "extauthz",
          first.getNode().getMetadata().getFieldsOrThrow("sluice_kind").getStringValue());
      assertEquals(List.of("*"), first.getResourceNamesSubscribeList());
      assertFalse(readiness.ready());

      controller.send(controller.stream(), push("1", TYPE).addResources(publish("p1", "h1", "ai")));
      assertEquals("changed p1 ai, removed ", next());
      DeltaDiscoveryRequest ack = controller.request();
      assertEquals("1", ack.getResponseNonce());
      assertFalse(ack.hasErrorDetail());
      assertFalse(ack.hasNode());
      assertEquals("Publish: 1, version " + controller.version(TYPE), note());
      assertTrue(readiness.ready());
      assertEquals(1, gauge("ads_resources"));
      assertEquals(0, gauge("ads_drift_seconds"));
    }
  }

  @Test
  void change_received_isApplied() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      controller.send(
          stream,
          push("1", TYPE)
              .addResources(publish("p1", "h1", "one"))
              .addResources(publish("p2", "h2", "two"))
              .addResources(publish("p3", "h3", "three")));
      assertEquals("changed p1 one p2 two p3 three, removed ", next());
      controller.send(
          stream,
          push("2", TYPE)
              .addResources(publish("p1", "h4", "ein"))
              .addResources(publish("p3", "h3", "three"))
              .addRemovedResources("p2")
              .addRemovedResources("unknown"));
      assertEquals("changed p1 ein, removed p2", next(), "only what is different");
      Await.until(() -> gauge("ads_resources") == 2);
    }
  }

  @Test
  void set_severalResponses_isReadyAfterLast() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      controller.request();
      controller.send(stream, push("1", TYPE).addResources(publish("p1", "h1", "one")), "whole");
      assertEquals("1", controller.request().getResponseNonce());
      assertFalse(readiness.ready());
      assertEquals(0, complete.get());
      assertEquals("no configuration yet: the controller has not sent all of it yet", note());
      controller.send(stream, push("2", TYPE).addResources(publish("p2", "h2", "two")));
      assertEquals("2", controller.request().getResponseNonce());
      assertTrue(readiness.ready());
      assertEquals(1, complete.get());

      controller.send(stream, push("3", TYPE).addResources(publish("p3", "h3", "x")), "other");
      controller.request();
      assertTrue(readiness.ready(), "once complete, always usable");
      Await.until(() -> gauge("ads_drift_seconds") > 0);
      controller.send(stream, push("4", TYPE));
      Await.until(() -> gauge("ads_drift_seconds") == 0);
    }
  }

  @Test
  void type_notServed_isEmptyAndReady() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      controller.send(controller.stream(), push("1", TYPE), "");
      Await.until(readiness::ready);
      assertTrue(applied.isEmpty());
    }
  }

  @Test
  void change_applyThrows_isNacked() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      controller.send(stream, push("1", TYPE).addResources(publish("p1", "h1", "one")));
      String first = controller.version(TYPE);
      next();
      controller.request();
      controller.request();
      controller.send(
          stream,
          push("2", TYPE)
              .addResources(publish("p2", "h2", "two"))
              .addResources(publish("p1", "h3", "bad")));
      DeltaDiscoveryRequest refusal = controller.request();
      assertEquals("2", refusal.getResponseNonce());
      assertEquals("product 'bad' is not known", refusal.getErrorDetail().getMessage());
      assertEquals("Publish: 1, version " + first, note());
      assertTrue(readiness.ready());
      assertEquals(
          1, metrics.counter("ads_updates_total", "type", "Publish", "result", "refused").count());
      Await.until(() -> gauge("ads_drift_seconds") > 0);
    }
  }

  @Test
  void change_malformedResource_isNacked() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      controller.request();
      Resource.Builder broken = publish("p2", "h2", "two").toBuilder();
      broken.getResourceBuilder().setValue(com.google.protobuf.ByteString.copyFromUtf8("\n\5"));
      controller.send(
          stream, push("1", TYPE).addResources(publish("p1", "h1", "one")).addResources(broken));
      assertTrue(controller.request().hasErrorDetail());
      assertTrue(applied.isEmpty());
      assertEquals(0, gauge("ads_resources"));
    }
  }

  @Test
  void stream_lost_reconnectsWithVersions() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      controller.send(stream, push("1", TYPE).addResources(publish("p1", "h1", "one")));
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
  void start_noController_usesLastGoodCopy() throws Exception {
    try (AdsClient _ = client(controller.address())) {
      StreamObserver<DeltaDiscoveryResponse> stream = controller.stream();
      controller.send(
          stream,
          push("1", TYPE)
              .addResources(publish("p1", "h1", "one"))
              .addResources(publish("p2", "h2", "two")));
      controller.send(
          stream,
          push("2", TYPE).addResources(publish("p3", "h3", "three")).addRemovedResources("p1"));
      next();
      next();
    }
    HostPort nobody = controller.address();
    controller.close();
    complete.set(0);
    try (AdsClient _ = client(nobody)) {
      assertEquals(Set.of("p2", "p3"), applied.take().changed().keySet());
      assertTrue(readiness.ready());
      String note = "Publish: 2, version " + controller.version(TYPE) + "; last good, controller";
      assertTrue(note().startsWith(note), note());
      assertEquals(0, complete.get(), "a copy may lack the last changes");
    }
  }

  @Test
  void start_noControllerNoCopy_isNotReady() {
    HostPort nobody = controller.address();
    controller.close();
    try (AdsClient _ = client(nobody)) {
      assertFalse(readiness.ready());
    }
  }

  @Test
  void start_controllerLater_connects() throws Exception {
    HostPort address = controller.address();
    controller.close();
    try (AdsClient _ = client(address)) {
      controller = new FakeController(address.port());
      controller.send(controller.stream(), push("1", TYPE));
      controller.request();
      controller.request();
      assertTrue(readiness.ready());
      assertEquals("Publish: 0, version 0000000000000000", note());
    }
  }

  private AdsClient client(HostPort address) {
    metrics = new SimpleMeterRegistry();
    return new AdsClient(
        new AdsClientConfig(address, "lab", "a", "extauthz", cache, Optional.empty()),
        List.of(
            ResourceSubscription.to(
                Publish.getDescriptor(), Publish.parser(), this::apply, complete::incrementAndGet)),
        readiness.component("controller"),
        metrics);
  }

  private void apply(ResourceChange<Publish> change) {
    for (Publish publish : change.changed().values()) {
      if (publish.getProduct().equals("bad")) {
        throw new IllegalArgumentException("product 'bad' is not known");
      }
    }
    applied.add(change);
  }

  private String next() throws InterruptedException {
    ResourceChange<Publish> change = applied.poll(20, TimeUnit.SECONDS);
    if (change == null) {
      throw new AssertionError("no change was applied");
    }
    StringBuilder text = new StringBuilder("changed");
    change
        .changed()
        .forEach((name, publish) ->
            text.append(' ').append(name).append(' ').append(publish.getProduct()));
    return text.append(", removed ").append(String.join(" ", change.removed())).toString();
  }

  private double gauge(String name) {
    return metrics.get(name).tag("type", "Publish").gauge().value();
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  private static Resource publish(String id, String version, String product) {
    return resource(id, version, Publish.newBuilder().setId(id).setProduct(product).build());
  }
}
