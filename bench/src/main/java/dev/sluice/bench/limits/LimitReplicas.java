package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.process.RedisProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPorts;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationStub;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A group of replicas of extauthz-server with equal limits, and their Redis if they share it. */
final class LimitReplicas implements AutoCloseable {
  private static final int WARM_UP_RATE = 2_000;
  private static final double FAST_MILLIS = 5;
  private static final String LIMITS =
      """
        limits:
          - {id: five, routes: ["/v1/rs/agent*"], key: [user], requests-per-unit: 5, unit: minute}
          - {id: hundred, routes: ["/v1/rs/rag*"], key: [user], requests-per-unit: 100, unit: minute}
          - {id: thousand, routes: ["/v1/rs/chat*"], key: [user], requests-per-unit: 1000, unit: second}
      """;

  private final ProcessGroup group;
  private final RedisProcess redis;
  private final List<SluiceServer> servers = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();

  private LimitReplicas(ProcessGroup group) {
    this.group = group;
    this.redis = new RedisProcess(group.home().resolve("redis"), StackPorts.findFreePort());
  }

  /** Starts {@code count} replicas whose counters are in a place. */
  static LimitReplicas start(LimitVariant place, int count, BenchIssuer issuer, BenchReport report)
      throws IOException {
    var replicas = new LimitReplicas(new ProcessGroup("replicas", report::progress));
    try {
      replicas.start(place, count, issuer);
    } catch (RuntimeException e) {
      replicas.close();
      throw e;
    }
    return replicas;
  }

  private void start(LimitVariant place, int count, BenchIssuer issuer) {
    group.write(BenchPolicyFile.keyFile(issuer), issuer.keySet());
    String policy =
        BenchPolicyFile.of(List.of(issuer), "prod", BenchPolicyFile::keyFileSetting) + LIMITS;
    if (place == LimitVariant.REDIS) {
      redis.start();
    }
    Map<String, ?> values = LimitSettings.of(place, group.write("policy.yaml", policy), redis);
    for (int i = 0; i < count; i++) {
      SluiceServer server =
          SluiceServer.start(
              group, ServerKind.EXTAUTHZ, "replica-" + i, values, List.of(), line -> line);
      servers.add(server);
      channels.add(
          ManagedChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build());
    }
  }

  /**
   * Sends a check {@code times} times in turn to the first replicas, at a constant rate, and waits
   * for all answers.
   */
  CountedAnswers send(CheckRequest check, int replicas, int times, int perSecond) {
    List<AuthorizationStub> stubs =
        channels.stream().limit(replicas).map(AuthorizationGrpc::newStub).toList();
    var outcome = new CountedAnswers(times);
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      long due = start + TimeUnit.SECONDS.toNanos(i) / perSecond;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      stubs.get(i % replicas).check(check, outcome.answer());
    }
    outcome.await();
    return outcome;
  }

  /**
   * Sends a check to all replicas until their answers are fast, which is when the code is compiled,
   * or until the time is over.
   */
  void warmUp(CheckRequest check, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    CountedAnswers outcome;
    do {
      outcome = send(check, channels.size(), WARM_UP_RATE, WARM_UP_RATE);
    } while (outcome.millis(0.99) > FAST_MILLIS && System.nanoTime() - end < 0);
  }

  /** Returns how often Redis did not answer a replica in time, since the start. */
  double missedAnswers() {
    return servers.stream()
        .mapToDouble(server -> server.metrics().metric("rate_limit_redis_failures_total", ""))
        .sum();
  }

  RedisProcess redis() {
    return redis;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    group.close();
    redis.close();
  }
}
