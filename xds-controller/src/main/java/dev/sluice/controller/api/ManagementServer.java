package dev.sluice.controller.api;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.api.console.ConsoleExchange;
import dev.sluice.controller.api.console.ConsoleRoutes;
import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.BodyReader;
import dev.sluice.controller.api.http.ProblemBody;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP server of the management API, whose routes are the operations of the contract. */
public final class ManagementServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
  private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(5);
  private static final String PROBLEM = "application/problem+json";

  private final WebServer server;
  private final HostPort address;

  private ManagementServer(WebServer server, HostPort address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts the server.
   *
   * @throws IllegalStateException if the port is in use
   */
  static ManagementServer start(
      ApiConfig config,
      Optional<ApiCertificate> certificate,
      ApiContract contract,
      ApiPipeline pipeline,
      Optional<ConsoleRoutes> console,
      ApiMetrics metrics) {
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(config.address().host())
            .port(config.address().port())
            .shutdownHook(false)
            .routing(routing -> {
              console.ifPresent(pages -> pages.addTo(routing, new ConsoleFailures(metrics)));
              addRoutes(routing, contract, pipeline, metrics);
            });
    certificate.ifPresent(current -> builder.tls(current.tls()));
    WebServer server = builder.build();
    try {
      server.start();
    } catch (RuntimeException e) {
      // Not a missing dependency, because then the controller would wait for its database.
      throw new IllegalStateException(
          "api.address: the port %s cannot be opened".formatted(config.address()), e);
    }
    certificate.ifPresent(current -> current.watch(CERTIFICATE_CHECK, server::reloadTls));
    return new ManagementServer(server, new HostPort(config.address().host(), server.port()));
  }

  private static void addRoutes(
      HttpRouting.Builder routing, ApiContract contract, ApiPipeline pipeline, ApiMetrics metrics) {
    Map<String, String> methods = new HashMap<>();
    for (ApiOperation operation : contract.operations()) {
      methods.merge(operation.path(), operation.method(), (a, b) -> a + ", " + b);
      routing.route(
          Method.create(operation.method()),
          operation.path(),
          (request, response) ->
              new ApiExchange(request, response, metrics)
                  .answer(
                      operation.id(),
                      exchange -> pipeline.handle(operation, exchange.read(operation))));
    }
    methods.forEach((path, allowed) ->
        routing.any(
            path,
            (request, response) ->
                new ApiExchange(request, response, metrics)
                    .answer(
                        "other",
                        _ -> {
                          throw ProblemException.of(
                              ProblemType.METHOD_NOT_ALLOWED,
                              "Use one of " + allowed + ".",
                              "Allow",
                              allowed);
                        })));
    routing.any((request, response) ->
        new ApiExchange(request, response, metrics)
            .answer(
                "other",
                _ -> {
                  throw ProblemException.of(
                      ProblemType.NOT_FOUND, "The contract has no such path.");
                }));
  }

  /** Returns the address with the actual port. */
  public HostPort address() {
    return address;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** The failures and the metrics of the console, which are those of the API. */
  private record ConsoleFailures(ApiMetrics metrics) implements ConsoleExchange.Failures {
    @Override
    public ProblemException problem(Exception failure, String requestId) {
      return ApiFailures.problem(failure, requestId);
    }

    @Override
    public void record(int status, long nanos) {
      metrics.record("console", status, nanos);
    }
  }

  /** A request with its answer, which is always JSON. */
  private record ApiExchange(
      ServerRequest request, ServerResponse response, ApiMetrics metrics, String id) {
    ApiExchange(ServerRequest request, ServerResponse response, ApiMetrics metrics) {
      this(request, response, metrics, UUID.randomUUID().toString());
    }

    /** A step that answers an exchange. */
    interface Step {
      ApiResponse answer(ApiExchange exchange) throws IOException;
    }

    void answer(String operation, Step step) {
      long start = System.nanoTime();
      ApiResponse answer;
      String type = "application/json";
      try {
        answer = step.answer(this);
      } catch (ProblemException e) {
        type = PROBLEM;
        answer =
            new ApiResponse(e.type().status(), e.headers(), Optional.of(ProblemBody.of(e, id)));
      } catch (IOException | RuntimeException e) {
        type = PROBLEM;
        ProblemException problem = ApiFailures.problem(e, id);
        answer =
            new ApiResponse(
                problem.type().status(), Map.of(), Optional.of(ProblemBody.of(problem, id)));
      }
      send(answer, type);
      metrics.record(operation, answer.status(), System.nanoTime() - start);
      log.info(
          "api {} {} {} {} ms {}",
          request.prologue().method().text(),
          request.path().path(),
          answer.status(),
          (System.nanoTime() - start) / 1_000_000,
          id);
    }

    private void send(ApiResponse answer, String type) {
      response.status(Status.create(answer.status()));
      response.header("X-Request-Id", id);
      response.header("Cache-Control", "no-store");
      response.header("X-Content-Type-Options", "nosniff");
      if (answer.body().isPresent() && !answer.headers().containsKey("Content-Type")) {
        response.header("Content-Type", type);
      }
      answer.headers().forEach(response::header);
      if (answer.stream().isPresent()) {
        sendStream(answer.stream().get());
      } else if (answer.body().isPresent()) {
        response.send(JsonMapper.shared().writeValueAsBytes(answer.body().get()));
      } else {
        response.send();
      }
    }

    private void sendStream(ApiResponse.StreamWriter writer) {
      try (OutputStream out = response.outputStream()) {
        writer.write(out);
      } catch (IOException | UncheckedIOException e) {
        log.debug("The client of the stream {} left", id, e);
      }
    }

    ApiRequest read(ApiOperation operation) throws IOException {
      Map<String, String> headers = new HashMap<>();
      request
          .headers()
          .forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.get()));
      Map<String, String> query = new HashMap<>();
      for (String name : request.query().names()) {
        if (request.query().all(name).size() > 1) {
          throw ProblemException.at(
              ProblemType.INVALID_REQUEST, name, "The parameter is given more than once.");
        }
        query.put(name, request.query().get(name));
      }
      Map<String, String> path = new HashMap<>();
      for (String name : request.path().pathParameters().names()) {
        path.put(name, request.path().pathParameters().get(name));
      }
      return new ApiRequest(
          id,
          operation.method(),
          request.path().path(),
          path,
          query,
          headers,
          request.content().hasEntity()
              ? BodyReader.read(
                  request.content().inputStream(),
                  headers.getOrDefault(HeaderNames.CONTENT_TYPE.lowerCase(), ""),
                  operation.patch())
              : Optional.empty(),
          request.remotePeer().address() instanceof InetSocketAddress peer
              ? Optional.ofNullable(peer.getAddress())
              : Optional.empty());
    }
  }
}
