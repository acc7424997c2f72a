package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GrpcServerTest {
  private static final MethodDescriptor<HealthCheckRequest, HealthCheckRequest> ECHO =
      MethodDescriptor.<HealthCheckRequest, HealthCheckRequest>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Echo/Echo")
          .setRequestMarshaller(ProtoUtils.marshaller(HealthCheckRequest.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(HealthCheckRequest.getDefaultInstance()))
          .build();

  @RegisterExtension final NoWarnings log = new NoWarnings();

  private final Readiness readiness = new Readiness();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final GrpcServer server = start(Duration.ofSeconds(20));
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress(server.address().socketAddress()).usePlaintext().build();

  @AfterEach
  void close() {
    release.countDown();
    channel.shutdownNow();
    server.close();
  }

  @Test
  void config_defaultsAndKeys_areRead() {
    assertEquals(
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 9001),
            4 << 20,
            4096,
            Duration.ofSeconds(10),
            Optional.empty()),
        GrpcServerConfig.read(ConfigReader.of("", Map.of()).section("grpc"), 9001));
    ConfigReader config =
        ConfigReader.of(
            "grpc: {address: 'a:1', max-message-bytes: 2048, max-concurrent-calls: 3, drain: 4s}",
            Map.of());
    assertEquals(
        new GrpcServerConfig(
            new HostPort("a", 1), 2048, 3, Duration.ofSeconds(4), Optional.empty()),
        GrpcServerConfig.read(config.section("grpc"), 9001));
    config.finish();
  }

  @Test
  void health_readinessChange_follows() {
    assertEquals(ServingStatus.SERVING, health(""));
    assertEquals(ServingStatus.SERVING, health("test.Echo"));
    readiness.component("policy").failed("no policy");
    assertEquals(ServingStatus.NOT_SERVING, health(""));
    assertEquals(ServingStatus.NOT_SERVING, health("test.Echo"));
    readiness.component("policy").ready();
    assertEquals(ServingStatus.SERVING, health(""));
  }

  @Test
  void message_tooLarge_isRejected() {
    log.expect("gRPC message exceeds maximum size 4096: 5003");
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> echo("x".repeat(5_000)));
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
  }

  @Test
  void message_compressed_isRejected() {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    channel, ECHO, CallOptions.DEFAULT.withCompression("gzip"), request("x")));
    assertEquals(Status.Code.UNIMPLEMENTED, refused.getStatus().getCode());
  }

  @Test
  void close_healthIsChecked_servesUntilAllKnow() throws Exception {
    ManagedChannel other =
        NettyChannelBuilder.forAddress(server.address().socketAddress()).usePlaintext().build();
    HealthGrpc.HealthBlockingStub second = HealthGrpc.newBlockingStub(other);
    assertEquals(ServingStatus.SERVING, second.check(request("")).getStatus());
    assertEquals(ServingStatus.SERVING, health(""));
    Thread closing = Thread.ofVirtual().start(server::close);
    Await.until(() -> health("") == ServingStatus.NOT_SERVING);
    assertEquals(request("before the second knows"), echo("before the second knows"));
    assertEquals(ServingStatus.NOT_SERVING, second.check(request("")).getStatus());
    closing.join();
    assertTrue(refusesNewCalls());
    other.shutdownNow();
  }

  @Test
  void close_activeCall_waits() throws Exception {
    Future<HealthCheckRequest> call =
        ClientCalls.futureUnaryCall(channel.newCall(ECHO, CallOptions.DEFAULT), request("slow"));
    entered.await();
    Thread closing = Thread.ofVirtual().start(server::close);
    Await.until(() -> refusesNewCalls());
    release.countDown();
    assertEquals(request("slow"), call.get());
    closing.join();
  }

  @Test
  void close_afterGracePeriod_cancelsCalls() throws Exception {
    ManagedChannel own;
    Future<HealthCheckRequest> call;
    try (GrpcServer impatient = start(Duration.ZERO)) {
      own =
          NettyChannelBuilder.forAddress(impatient.address().socketAddress())
              .usePlaintext()
              .build();
      call = ClientCalls.futureUnaryCall(own.newCall(ECHO, CallOptions.DEFAULT), request("slow"));
      entered.await();
    }
    assertThrows(ExecutionException.class, call::get);
    own.shutdownNow();
  }

  @Test
  void start_portInUse_namesKey() {
    GrpcServerConfig config =
        new GrpcServerConfig(server.address(), 4_096, 10, Duration.ofSeconds(1), Optional.empty());
    MissingDependencyException absent =
        assertThrows(
            MissingDependencyException.class,
            () -> GrpcServer.start("xds", config, new Readiness(), List.of()).close());
    assertEquals("port " + server.address() + " is in use (xds.address)", absent.getMessage());
  }

  private GrpcServer start(Duration drain) {
    BindableService echo =
        () ->
            ServerServiceDefinition.builder("test.Echo")
                .addMethod(
                    ECHO,
                    ServerCalls.asyncUnaryCall((request, answer) ->
                        Thread.ofVirtual().start(() -> answer(request, answer))))
                .build();
    GrpcServerConfig config =
        new GrpcServerConfig(new HostPort("127.0.0.1", 0), 4_096, 10, drain, Optional.empty());
    return GrpcServer.start("grpc", config, readiness, List.of(echo));
  }

  private void answer(HealthCheckRequest request, StreamObserver<HealthCheckRequest> answer) {
    waitIfSlow(request);
    if (!((ServerCallStreamObserver<HealthCheckRequest>) answer).isCancelled()) {
      answer.onNext(request);
      answer.onCompleted();
    }
  }

  private void waitIfSlow(HealthCheckRequest request) {
    if (request.getService().equals("slow")) {
      entered.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean refusesNewCalls() {
    try {
      echo("x");
      return false;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }
  }

  private HealthCheckRequest echo(String text) {
    return ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, request(text));
  }

  private ServingStatus health(String service) {
    HealthCheckResponse response = HealthGrpc.newBlockingStub(channel).check(request(service));
    return response.getStatus();
  }

  private static HealthCheckRequest request(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }
}
