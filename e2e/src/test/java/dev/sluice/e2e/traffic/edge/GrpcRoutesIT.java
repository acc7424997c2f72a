package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.AnnotationsProto;
import com.google.api.HttpProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthProto;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of gRPC, gRPC-Web and JSON through routes with gRPC backends. */
@ExtendWith(TestEnvironmentExtension.class)
final class GrpcRoutesIT {
  private static final String HEALTH = "grpc.health.v1.Health";

  /** A policy that keeps the backend from ending calls itself at the same time as Envoy. */
  private static final String WITHOUT_DEADLINE = "{\"request\": {\"remove\": [\"grpc-timeout\"]}}";

  private static final byte[] NO_MESSAGE = new byte[5];

  private final TestEnvironment sluice;

  GrpcRoutesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void call_ofEachKind_reachesBackend() throws InterruptedException {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-grpc", upstream)) {
      product.publish();
      ManagedChannel channel = channel(product);
      try {
        awaitServed(channel);
        assertEquals("echo one", say(channel, "one"));
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        StreamObserver<String> talk =
            ClientCalls.asyncBidiStreamingCall(
                channel.newCall(GrpcEcho.TALK, CallOptions.DEFAULT), new Queue(received));
        for (String text : new String[] {"a", "b"}) {
          talk.onNext(text);
          assertEquals("echo " + text, received.poll(30, TimeUnit.SECONDS));
        }
        talk.onCompleted();
        assertEquals("end", received.poll(30, TimeUnit.SECONDS));
        assertEquals(
            ServingStatus.SERVING,
            HealthGrpc.newBlockingStub(channel)
                .watch(HealthCheckRequest.getDefaultInstance())
                .next()
                .getStatus());
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void web_call_isTranslated() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-grpc-web", upstream)) {
      product.publish();
      GatewayClient client = web(product);
      awaitWeb(client);
      GatewayResponse answer = post(client, "/edge.Echo/Say");
      assertEquals("application/grpc-web+proto", answer.header("content-type").orElseThrow());
      assertTrue(answer.body().contains("echo "), answer::body);
      assertTrue(answer.body().contains("grpc-status:0"), answer::body);
    }
  }

  @Test
  void call_overRateLimit_isResourceExhausted() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-grpc-limit", upstream)) {
      product.publish();
      ManagedChannel channel = channel(product);
      try {
        awaitServed(channel);
        product.policy(
            "rate_limit",
            "{\"limits\": [{\"name\": \"one\", \"requests_per_unit\": 1, \"unit\": \"day\"}]}");
        ConditionWait.awaitTrue(
            "the limit ends calls with RESOURCE_EXHAUSTED",
            ControlPlaneState.LIMIT,
            () -> {
              try {
                return say(channel, "one").isEmpty();
              } catch (StatusRuntimeException e) {
                assertEquals(Status.Code.RESOURCE_EXHAUSTED, e.getStatus().getCode(), e::toString);
                return true;
              }
            });
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void deadline_ofCaller_isKept() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-deadline", upstream)) {
      product.policy("header", WITHOUT_DEADLINE).publish();
      assertDeadlineExceeded(end(product, "300m"));
    }
  }

  @Test
  void deadline_beyondRoute_endsAtRoute() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-bound", upstream)) {
      product
          .policy("header", WITHOUT_DEADLINE)
          .column("streaming", false)
          .column("timeout_ms", 500)
          .publish();
      assertDeadlineExceeded(end(product, "1H"));
      assertDeadlineExceeded(end(product, ""));
    }
  }

  @Test
  void json_withOption_callsMethod() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-json", upstream)) {
      product.policy("grpc_json", spec(true, HEALTH)).publish();
      ControlPlaneState.awaitStatusAt(product.client(), "/health?service=", 200);

      assertEquals(
          "SERVING", product.client().get("/health?service=").json().path("status").asString());
      GatewayResponse unknown = product.client().get("/health?service=unknown");
      assertEquals(404, unknown.status(), unknown::toString);
      assertEquals(5, unknown.json().path("code").asInt(), unknown::toString);
      assertEquals("BAD_REQUEST", product.client().get("/health?nonsense=1").errorCode());
      assertEquals("NOT_FOUND", product.client().get("/nonsense").errorCode());
      ManagedChannel channel = channel(product);
      try {
        assertEquals("echo grpc", say(channel, "grpc"));
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void json_withoutOption_callsMethodByName() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-json-name", upstream)) {
      product.policy("grpc_json", spec(false, HEALTH)).publish();
      // The listener is open when it answers.
      ControlPlaneState.awaitStatusAt(product.client(), "/nonsense", 404);
      ConditionWait.awaitTrue(
          "the method answers",
          ControlPlaneState.LIMIT,
          () ->
              product
                  .client()
                  .post("/" + HEALTH + "/Check", "{\"service\": \"\"}")
                  .body()
                  .contains("SERVING"));
    }
  }

  @Test
  void json_keys_changeRequestsAndResponses() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-json-keys", upstream)) {
      product
          .policy(
              "grpc_json",
              spec(true, HEALTH)
                  .replace(
                      "}",
                      ", \"ignore_unknown_query_parameters\": true,"
                          + " \"preserve_field_names\": true, \"print_defaults\": true}"))
          .publish();
      ControlPlaneState.awaitStatusAt(product.client(), "/health?nonsense=1", 200);
      GatewayResponse answer = product.client().get("/health?nonsense=1");
      assertEquals("SERVING", answer.json().path("status").asString());
      assertEquals(0, answer.json().path("retry_after").asInt(-1), answer::toString);
    }
  }

  @Test
  void json_withUnknownService_isFinding() {
    try (GrpcEcho upstream = new GrpcEcho();
        EdgeProduct product = grpc("edge-json-bad", upstream)) {
      product.policy("grpc_json", spec(true, "shop.Orders")).publish();
      ConditionWait.awaitTrue(
          "it is a finding",
          ControlPlaneState.LIMIT,
          () -> product.policyFindings().toString().contains("spec/services/0|no service"));
    }
  }

  private static String spec(boolean option, String service) {
    return "{\"descriptor\": \"" + descriptor(option) + "\", \"services\": [\"" + service + "\"]}";
  }

  /** Returns how a call ends that the server never answers and the client never gives up. */
  private static Status end(EdgeProduct product, String timeout) {
    ManagedChannel channel = channel(product);
    try {
      awaitServed(channel);
      Metadata headers = new Metadata();
      if (!timeout.isEmpty()) {
        headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), timeout);
      }
      Channel caller =
          ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
      return assertThrows(
              StatusRuntimeException.class,
              () ->
                  ClientCalls.blockingUnaryCall(caller, GrpcEcho.HANG, CallOptions.DEFAULT, "wait"))
          .getStatus();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void assertDeadlineExceeded(Status status) {
    assertEquals(Status.Code.DEADLINE_EXCEEDED, status.getCode(), status::toString);
  }

  private EdgeProduct grpc(String name, GrpcEcho upstream) {
    return new EdgeProduct(sluice, name, upstream.port()).grpc();
  }

  /**
   * Returns the descriptor of the health service, optionally with a path for its check. A response
   * has one more field, which the server never sets.
   */
  private static String descriptor(boolean option) {
    FileDescriptorProto.Builder health = HealthProto.getDescriptor().toProto().toBuilder();
    health
        .getMessageTypeBuilder(HealthCheckResponse.getDescriptor().getIndex())
        .addFieldBuilder()
        .setName("retry_after")
        .setNumber(100)
        .setType(FieldDescriptorProto.Type.TYPE_INT32)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    if (option) {
      health.addDependency(AnnotationsProto.getDescriptor().getName());
      health
          .getServiceBuilder(0)
          .getMethodBuilder(0)
          .getOptionsBuilder()
          .setExtension(AnnotationsProto.http, HttpRule.newBuilder().setGet("/health").build());
    }
    FileDescriptorSet set =
        FileDescriptorSet.newBuilder()
            .addFile(DescriptorProto.getDescriptor().getFile().toProto())
            .addFile(HttpProto.getDescriptor().toProto())
            .addFile(AnnotationsProto.getDescriptor().toProto())
            .addFile(health)
            .build();
    return Base64.getEncoder().encodeToString(set.toByteArray());
  }

  private static GatewayClient web(EdgeProduct product) {
    return product.client().withHeader("content-type", "application/grpc-web+proto");
  }

  private static GatewayResponse post(GatewayClient client, String path) {
    return client.postRaw(path, BodyPublishers.ofByteArray(NO_MESSAGE));
  }

  private static void awaitWeb(GatewayClient client) {
    ConditionWait.awaitTrue(
        "the service is served",
        ControlPlaneState.LIMIT,
        () -> {
          try {
            return post(client, "/edge.Echo/Say").body().contains("grpc-status:0");
          } catch (UncheckedIOException e) {
            return false;
          }
        });
  }

  private static ManagedChannel channel(EdgeProduct product) {
    return NettyChannelBuilder.forAddress("127.0.0.1", product.port())
        .overrideAuthority(product.host())
        .usePlaintext()
        .build();
  }

  private static String say(ManagedChannel channel, String text) {
    return ClientCalls.blockingUnaryCall(channel, GrpcEcho.SAY, CallOptions.DEFAULT, text);
  }

  private static void awaitServed(ManagedChannel channel) {
    ConditionWait.awaitTrue(
        "the service is served",
        ControlPlaneState.LIMIT,
        () -> {
          try {
            return !say(channel, "ready").isEmpty();
          } catch (StatusRuntimeException e) {
            return false;
          }
        });
  }

  /** An observer that stores messages, and the word {@code end} or the status at the end. */
  private record Queue(BlockingQueue<String> received) implements StreamObserver<String> {
    @Override
    public void onNext(String text) {
      received.add(text);
    }

    @Override
    public void onError(Throwable failure) {
      received.add(Status.fromThrowable(failure).toString());
    }

    @Override
    public void onCompleted() {
      received.add("end");
    }
  }
}
