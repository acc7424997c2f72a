package dev.sluice.controller.api.console;

import dev.sluice.controller.api.http.ApiResponse.StreamWriter;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of a browser with its answer. */
public final class ConsoleExchange {
  private static final Logger log = LoggerFactory.getLogger(ConsoleExchange.class);
  private static final int LARGEST_FORM = 8 << 10;

  private final ServerRequest request;
  private final ServerResponse response;
  private final Failures failures;
  private final int largestForm;
  private final String id = UUID.randomUUID().toString();

  /** A converter of failures to problems, and the counter of answers. */
  public interface Failures {
    /** Returns the problem of a failure, without any text from inside. */
    ProblemException problem(Exception failure, String requestId);

    /** Counts an answer. */
    void record(int status, long nanos);
  }

  /** A step that answers a request. */
  @FunctionalInterface
  interface Step {
    ConsoleAnswer answer(ConsoleRequest request);
  }

  ConsoleExchange(ServerRequest request, ServerResponse response, Failures failures) {
    this(request, response, failures, LARGEST_FORM);
  }

  ConsoleExchange(
      ServerRequest request, ServerResponse response, Failures failures, int largestForm) {
    this.request = request;
    this.response = response;
    this.failures = failures;
    this.largestForm = largestForm;
  }

  void answer(Step step) {
    long start = System.nanoTime();
    ConsoleAnswer answer;
    try {
      answer = step.answer(read());
    } catch (ProblemException e) {
      answer = ConsoleService.failed(e);
    } catch (IOException | RuntimeException e) {
      answer = ConsoleService.failed(failures.problem(e, id));
    }
    send(answer);
    failures.record(answer.status(), System.nanoTime() - start);
    // Without the query, which has codes of the issuer.
    log.info(
        "console {} {} {} {} ms {}",
        request.prologue().method().text(),
        request.path().path(),
        answer.status(),
        (System.nanoTime() - start) / 1_000_000,
        id);
  }

  private void send(ConsoleAnswer answer) {
    response.status(Status.create(answer.status()));
    response.header("X-Request-Id", id);
    response.header("Cache-Control", "no-store");
    ConsoleHeaders.ALL.forEach(response::header);
    response.header("Content-Type", answer.contentType());
    answer.headers().forEach(response::header);
    if (!answer.cookies().isEmpty()) {
      Header cookies = HeaderValues.create(HeaderNames.SET_COOKIE, answer.cookies());
      response.header(cookies);
    }
    if (answer.stream().isPresent()) {
      sendStream(answer.stream().get());
    } else {
      response.send(answer.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void sendStream(StreamWriter writer) {
    try (OutputStream out = response.outputStream()) {
      writer.write(out);
    } catch (IOException | UncheckedIOException e) {
      log.debug("The client of the stream {} left", id, e);
    }
  }

  private ConsoleRequest read() throws IOException {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.get()));
    String query = request.query().rawValue();
    String path = request.path().rawPath();
    return new ConsoleRequest(
        id,
        query.isEmpty() ? path : path + "?" + query,
        values(request.path().pathParameters()),
        values(request.query()),
        values(request.headers().cookies()),
        headers,
        form(),
        request.remotePeer().address() instanceof InetSocketAddress peer
            ? Optional.ofNullable(peer.getAddress())
            : Optional.empty());
  }

  private Map<String, String> form() throws IOException {
    if (!request.content().hasEntity()) {
      return Map.of();
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(largestForm + 1);
      if (bytes.length > largestForm) {
        throw ProblemException.of(ProblemType.TOO_LARGE, "The form is too large.");
      }
      return values(UriQuery.create(new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  private static Map<String, String> values(Parameters parameters) {
    Map<String, String> values = new HashMap<>();
    for (String name : parameters.names()) {
      values.put(name, parameters.get(name));
    }
    return values;
  }
}
