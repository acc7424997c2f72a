package dev.sluice.common.testkit;

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
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent on a real stream, which does what a test wants. */
public final class TestAgent implements StreamObserver<ServerMessage>, AutoCloseable {
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private final BlockingQueue<ServerMessage> received = new LinkedBlockingQueue<>();
  private final AtomicInteger applied = new AtomicInteger();
  private final boolean applies;
  private final ManagedChannel channel;
  private final StreamObserver<AgentMessage> out;

  private TestAgent(ManagedChannelBuilder<?> server, Optional<String> metadata, boolean applies) {
    this.applies = applies;
    this.channel = server.directExecutor().build();
    AgentServiceGrpc.AgentServiceStub stub = AgentServiceGrpc.newStub(channel);
    this.out =
        metadata
            .map(token -> stub.withCallCredentials(new TokenCredentials(token)))
            .orElse(stub)
            .connect(this);
  }

  /** Connects an agent that only receives. */
  public static TestAgent connect(ManagedChannelBuilder<?> server, String token) {
    return connect(server, token, 1, false);
  }

  /** Connects an agent that acknowledges and applies each command. */
  public static TestAgent applying(ManagedChannelBuilder<?> server, String token) {
    return connect(server, token, 1, true);
  }

  /** Connects an agent that knows a version of the messages. */
  public static TestAgent connect(
      ManagedChannelBuilder<?> server, String token, int schema, boolean applies) {
    TestAgent agent = new TestAgent(server, Optional.empty(), applies);
    agent.open(ConnectRequest.newBuilder().setJwt(token).setSchemaVersion(schema));
    return agent;
  }

  /** Connects an agent whose token is in the metadata. */
  public static TestAgent withMetadata(ManagedChannelBuilder<?> server, String token) {
    TestAgent agent = new TestAgent(server, Optional.of(token), false);
    agent.open(ConnectRequest.newBuilder().setSchemaVersion(1));
    return agent;
  }

  private void open(ConnectRequest.Builder request) {
    out.onNext(AgentMessage.newBuilder().setConnect(request.setAgentVersion("test")).build());
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

  /** Acknowledges a command. */
  public void ack(DeployCommand command) {
    out.onNext(
        AgentMessage.newBuilder()
            .setAck(CommandAck.newBuilder().setCommandId(command.getCommandId()))
            .build());
  }

  /** Sends the result of a command. */
  public void finish(DeployCommand command, DeployStatus status, String error) {
    out.onNext(
        AgentMessage.newBuilder()
            .setResult(
                DeployResult.newBuilder()
                    .setCommandId(command.getCommandId())
                    .setStatus(status)
                    .setError(error))
            .build());
  }

  /** Reports the hash of one publish in force. */
  public synchronized void heartbeat(String publish, String hash) {
    out.onNext(
        AgentMessage.newBuilder()
            .setHeartbeat(
                Heartbeat.newBuilder()
                    .addDeployments(
                        DeploymentInForce.newBuilder().setProductPublishId(publish).setHash(hash)))
            .build());
  }

  /** Waits for the end of the stream. */
  public Status awaitEnd() {
    return end.join();
  }

  /** Returns the number of applied commands. */
  public int applied() {
    return applied.get();
  }

  /** Waits for the next message. */
  public ServerMessage next() {
    return Await.value(() -> Optional.ofNullable(received.poll()));
  }

  /** Waits for the next command and ignores other messages. */
  public DeployCommand command() {
    return Await.value(() ->
        Optional.ofNullable(received.poll())
            .filter(ServerMessage::hasCommand)
            .map(ServerMessage::getCommand));
  }

  /** Returns whether a message waits. */
  public boolean hasReceived() {
    return !received.isEmpty();
  }

  /** Cuts the connection. */
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
