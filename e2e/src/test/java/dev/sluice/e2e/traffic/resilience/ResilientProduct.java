package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A product of its own tenant whose policies are in force before its first request. */
final class ResilientProduct implements AutoCloseable {
  private final TestEnvironment sluice;
  private final String name;
  private final ProviderTenant provider;

  /** Creates the rows of a product without publishing it. */
  ResilientProduct(TestEnvironment sluice, String name, int upstream) {
    this.sluice = sluice;
    this.name = name;
    this.provider = sluice.newProvider(name).addProduct(name, upstream);
  }

  /** Sets columns of the route, as SQL. */
  ResilientProduct route(String assignments) {
    sluice.sql().execute("update routes set " + assignments + " where name = ?", name);
    return this;
  }

  ResilientProduct policy(String kind, String spec) {
    switch (kind) {
      case "circuit_breaker", "outlier_detection" -> provider.setServicePolicy(name, kind, spec);
      case "client_limits", "adaptive_concurrency" -> provider.setGatewayPolicy(kind, spec);
      default -> provider.setRoutePolicy(name, name, kind, spec);
    }
    return this;
  }

  ResilientProduct endpoint(int port) {
    sluice
        .sql()
        .execute(
            "insert into backend_endpoints (backend_id, host, port)"
                + " select id, '127.0.0.1', ? from backends where name = ?",
            port,
            name);
    return this;
  }

  /** Adds a backend that no route uses. */
  ResilientProduct backend(String backend, int port) {
    provider.addBackend(name, backend, port);
    return this;
  }

  ResilientProduct fallback(String backend, int port) {
    provider.addFallback(name, backend, port);
    return this;
  }

  ResilientProduct publish() {
    provider.publishProduct(name, "dev", "default");
    ControlPlaneState.awaitStatus(client(), 200);
    return this;
  }

  GatewayClient client() {
    return sluice.atHost(provider.port(), host());
  }

  /** Returns a client whose requests are one case of the upstream. */
  GatewayClient client(String id) {
    return client().withHeader(FaultyUpstream.CASE, id);
  }

  RawHttpCall call() {
    return RawHttpCall.connect(provider.port());
  }

  int port() {
    return provider.port();
  }

  String host() {
    return name + ".dev.local.api.example.com";
  }

  /** Returns the answers to a number of concurrent requests. */
  static List<GatewayResponse> concurrently(int count, IntFunction<GatewayResponse> request) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<GatewayResponse>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        running.add(threads.submit(() -> request.apply(number)));
      }
      threads.shutdown();
      awaitAll(threads);
      return running.stream().map(Future::resultNow).toList();
    }
  }

  private static void awaitAll(ExecutorService threads) {
    try {
      assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling the gateway", e);
    }
  }

  /** Returns the headers of a raw call. */
  Map<String, String> headers(String id) {
    return Map.of("host", host(), FaultyUpstream.CASE, id);
  }

  @Override
  public void close() {
    provider.close();
  }
}
