package dev.sluice.extproc.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.backend.UpstreamTotals;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.service.accesslog.v3.AccessLogServiceGrpc;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessLogServiceTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<AuditRecord> records = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> durable = new CompletableFuture<>();
  private AccessLogService service;
  private GrpcServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    ExchangeMetrics figures =
        new ExchangeMetrics(
            metrics, MetricLabel.capped("project_id", 2), MetricLabel.capped("model", 2), false);
    service =
        new AccessLogService(
            this::append,
            Clock.fixed(AccessLogSamples.NOW, ZoneOffset.UTC),
            new FakeRouteMetadata(),
            figures,
            UpstreamTotals.empty(InstantSource.system()),
            metrics);
    HostPort free = new HostPort("127.0.0.1", 0);
    GrpcServerConfig config =
        new GrpcServerConfig(free, 1 << 20, 10, Duration.ofSeconds(1), Optional.empty());
    server = GrpcServer.start("grpc", config, new Readiness(), List.of(service));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.address().port())
            .usePlaintext()
            .flowControlWindow(65_535)
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
    service.close();
  }

  @Test
  void stream_closed_recordsAreBuilt() throws Exception {
    durable.complete(null);
    Client client = open();
    client.requests.onNext(message("one", "two"));
    client.requests.onNext(message("three"));
    client.requests.onCompleted();
    assertTrue(client.ended.await(20, TimeUnit.SECONDS));
    assertEquals(List.of("one", "two", "three"), correlations());
    assertEquals(3, metrics.counter("accesslog.entries", "kind", "recorded").count());
    assertEquals(3, metrics.get("ai_gateway_requests_total").counter().count());
  }

  @Test
  void stream_slowDisk_stopsReading() {
    Client client = open();
    int sent = 0;
    while (client.requests.isReady() || records.size() < 256) {
      if (client.requests.isReady()) {
        client.requests.onNext(message("entry-" + sent++));
      }
    }
    int all = sent;
    assertTrue(all > 256, "more was sent than may be under way");
    assertEquals(256, records.size());
    durable.complete(null);
    Await.until(() -> records.size() == all);
  }

  @Test
  void stream_clientGone_recordsAreBuilt() {
    durable.complete(null);
    Client client = open();
    client.requests.onNext(message("one"));
    Await.until(() -> records.size() == 1);
    client.requests.cancel("gone", null);
    Client next = open();
    next.requests.onNext(message("two"));
    Await.until(() -> records.size() == 2);
  }

  @Test
  void stream_serverStops_endsAfterNextMessage() throws Exception {
    durable.complete(null);
    Client client = open();
    client.requests.onNext(message("one"));
    Await.until(() -> records.size() == 1);
    service.endStreams();
    assertEquals(1, client.ended.getCount());
    client.requests.onNext(message("two"));
    assertTrue(client.ended.await(20, TimeUnit.SECONDS));
    Await.until(() -> records.size() == 2);
    assertEquals(List.of("one", "two"), correlations());
  }

  private CompletionStage<Void> append(AuditRecord record) {
    records.add(record);
    return durable;
  }

  private List<String> correlations() {
    return records.stream().map(AuditRecord::correlationId).toList();
  }

  private Client open() {
    CountDownLatch ended = new CountDownLatch(1);
    StreamObserver<StreamAccessLogsResponse> answers =
        new StreamObserver<>() {
          @Override
          public void onNext(StreamAccessLogsResponse answer) {}

          @Override
          public void onError(Throwable error) {}

          @Override
          public void onCompleted() {
            ended.countDown();
          }
        };
    var requests = AccessLogServiceGrpc.newStub(channel).streamAccessLogs(answers);
    return new Client((ClientCallStreamObserver<StreamAccessLogsMessage>) requests, ended);
  }

  private static StreamAccessLogsMessage message(String... correlations) {
    StreamAccessLogsMessage.Builder message = StreamAccessLogsMessage.newBuilder();
    for (String correlation : correlations) {
      HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
      entry.getRequestBuilder().putRequestHeaders("x-correlation-id", correlation);
      message.getHttpLogsBuilder().addLogEntry(entry);
    }
    return message.build();
  }

  private record Client(
      ClientCallStreamObserver<StreamAccessLogsMessage> requests, CountDownLatch ended) {}
}
