package dev.sluice.controller.server.agent;

import dev.sluice.agent.v1.AgentMessage;
import dev.sluice.agent.v1.AgentServiceGrpc;
import dev.sluice.agent.v1.ServerMessage;
import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.agent.AgentCommandRepository;
import dev.sluice.controller.store.agent.AgentStreamRepository;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A service for agents that deploy publishes, with a bounded number of streams. */
public final class AgentService
    implements AgentServiceGrpc.AsyncService, BindableService, AutoCloseable {
  private final AgentStreamConfig config;
  private final int maxStreams;
  private final MeterRegistry metrics;
  private final Set<AgentStream> streams = ConcurrentHashMap.newKeySet();
  private volatile @Nullable AgentStore store;

  public AgentService(AgentStreamConfig config, int maxStreams, MeterRegistry metrics) {
    this.config = config;
    this.maxStreams = maxStreams;
    this.metrics = metrics;
    Gauge.builder("agent.streams.active", streams, Set::size).register(metrics);
  }

  /** Serves agents from this database until the returned handle is closed. */
  public AutoCloseable open(Database database, Optional<AgentTokens> tokens) {
    store =
        new AgentStore(
            tokens, new AgentStreamRepository(database), new AgentCommandRepository(database));
    return () -> {
      store = null;
      close();
    };
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerInterceptors.intercept(
        AgentServiceGrpc.bindService(this), new BearerToken.CallInterceptor());
  }

  @Override
  public StreamObserver<AgentMessage> connect(StreamObserver<ServerMessage> responses) {
    ServerCallStreamObserver<ServerMessage> call =
        (ServerCallStreamObserver<ServerMessage>) responses;
    AgentStore current = store;
    AgentStream stream =
        new AgentStream(call, AgentCredentials.current(), config, metrics, streams::remove);
    if (current == null) {
      stream.reject(Status.UNAVAILABLE.withDescription("the database is away; connect later"));
    } else if (streams.size() >= maxStreams) {
      stream.reject(Status.RESOURCE_EXHAUSTED.withDescription("too many streams; connect later"));
    } else {
      streams.add(stream);
      stream.start(current);
    }
    return stream;
  }

  /** Ends every stream, so that agents connect to another controller. */
  @Override
  public void close() {
    streams.forEach(AgentStream::shutDown);
    streams.forEach(AgentStream::awaitEnd);
  }
}
