package dev.sluice.controller.server.agent;

import dev.sluice.agent.v1.AgentMessage;
import dev.sluice.agent.v1.AgentServiceGrpc;
import dev.sluice.agent.v1.CommandAck;
import dev.sluice.agent.v1.ConnectRequest;
import dev.sluice.agent.v1.DeployCommand;
import dev.sluice.agent.v1.DeployResult;
import dev.sluice.agent.v1.DeployStatus;
import dev.sluice.agent.v1.DeploymentInForce;
import dev.sluice.agent.v1.Heartbeat;
import dev.sluice.agent.v1.ServerMessage;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.Await;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent on a real stream, which does what a test wants. */
final class FakeAgent implements StreamObserver<ServerMessage>, AutoCloseable {
  final CompletableFuture<Status> end = new CompletableFuture<>();
  private final BlockingQueue<ServerMessage> received = new LinkedBlockingQueue<>();
  final AtomicInteger applied = new AtomicInteger();
  private final boolean applies;
  private final ManagedChannel channel;
  private final StreamObserver<AgentMessage> out;

  private FakeAgent(HostPort server, Optional<String> metadata, boolean applies) {
    this.applies = applies;
    this.channel =
        NettyChannelBuilder.forAddress(server.host(), server.port())
            .usePlaintext()
            .directExecutor()
            .build();
    AgentServiceGrpc.AgentServiceStub stub = AgentServiceGrpc.newStub(channel);
    this.out =
        metadata
            .map(token -> stub.withCallCredentials(new TokenCredentials(token)))
            .orElse(stub)
            .connect(this);
  }

  /** Connects an agent that only receives. */
  static FakeAgent connect(HostPort server, String token) {
    return connect(server, token, 1, false);
  }

  /** Connects an agent that acknowledges and applies each command. */
  static FakeAgent applying(HostPort server, String token) {
    return connect(server, token, 1, true);
  }

  static FakeAgent connect(HostPort server, String token, int schema, boolean applies) {
    FakeAgent agent = new FakeAgent(server, Optional.empty(), applies);
    agent.out.onNext(
        AgentMessage.newBuilder()
            .setConnect(
                ConnectRequest.newBuilder()
                    .setJwt(token)
                    .setAgentVersion("test")
                    .setSchemaVersion(schema))
            .build());
    return agent;
  }

  /** Connects an agent whose token is in the metadata. */
  static FakeAgent withMetadata(HostPort server, String token) {
    FakeAgent agent = new FakeAgent(server, Optional.of(token), false);
    agent.out.onNext(
        AgentMessage.newBuilder()
            .setConnect(ConnectRequest.newBuilder().setSchemaVersion(1))
            .build());
    return agent;
  }

  private static final class TokenCredentials extends CallCredentials {
    private final String token;

    TokenCredentials(String token) {
      this.token = token;
    }

    @Override
    public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
      Metadata metadata = new Metadata();
      metadata.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
      applier.apply(metadata);
    }
  }

  @Override
  public synchronized void onNext(ServerMessage message) {
    if (applies && message.hasCommand()) {
      ack(message.getCommand());
      finish(message.getCommand(), DeployStatus.DEPLOY_STATUS_APPLIED, "");
      applied.incrementAndGet();
    } else {
      received.add(message);
    }
  }

  @Override
  public void onError(Throwable cause) {
    end.complete(Status.fromThrowable(cause));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }

  void ack(DeployCommand command) {
    out.onNext(
        AgentMessage.newBuilder()
            .setAck(CommandAck.newBuilder().setCommandId(command.getCommandId()))
            .build());
  }

  void finish(DeployCommand command, DeployStatus status, String error) {
    out.onNext(
        AgentMessage.newBuilder()
            .setResult(
                DeployResult.newBuilder()
                    .setCommandId(command.getCommandId())
                    .setStatus(status)
                    .setError(error))
            .build());
  }

  synchronized void heartbeat(String publish, String hash) {
    out.onNext(
        AgentMessage.newBuilder()
            .setHeartbeat(
                Heartbeat.newBuilder()
                    .addDeployments(
                        DeploymentInForce.newBuilder().setProductPublishId(publish).setHash(hash)))
            .build());
  }

  /** Waits for the next message. */
  ServerMessage next() {
    return Await.value(() -> Optional.ofNullable(received.poll()));
  }

  /** Waits for the next command and ignores other messages. */
  DeployCommand command() {
    return Await.value(() ->
        Optional.ofNullable(received.poll())
            .filter(ServerMessage::hasCommand)
            .map(ServerMessage::getCommand));
  }

  boolean hasReceived() {
    return !received.isEmpty();
  }

  /** Cuts the connection. */
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
