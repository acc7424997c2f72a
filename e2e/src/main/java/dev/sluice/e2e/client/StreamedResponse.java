package dev.sluice.e2e.client;

import dev.sluice.e2e.wire.HttpContentEncoding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A streamed response, decoded and read event by event while it arrives. */
public final class StreamedResponse implements AutoCloseable {

  /** An event with its data and its arrival time since the request. */
  public record StreamEvent(String data, Duration at) {

    /** Returns the text that the event adds to the first choice; empty if there is none. */
    public String text() {
      return ChatTextAssembler.delta(data);
    }
  }

  private final HttpResponse<InputStream> response;
  private @Nullable BufferedReader lines;
  private final long start;

  StreamedResponse(HttpResponse<InputStream> response, long start) {
    this.response = response;
    this.start = start;
  }

  public int status() {
    return response.statusCode();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /**
   * Waits for the next event with data. Returns empty at the end; throws if the stream is broken.
   */
  public Optional<StreamEvent> awaitNext() {
    try {
      BufferedReader lines = lines();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          String data = line.substring("data:".length()).strip();
          return Optional.of(new StreamEvent(data, Duration.ofNanos(System.nanoTime() - start)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Created on first use, because decoders wait for the first bytes.
  private BufferedReader lines() throws IOException {
    if (lines == null) {
      HttpContentEncoding coding = HttpContentEncoding.of(header("content-encoding").orElse(""));
      lines =
          new BufferedReader(
              new InputStreamReader(coding.reader(response.body()), StandardCharsets.UTF_8));
    }
    return lines;
  }

  /** Returns all events up to the end. */
  public List<StreamEvent> readRemaining() {
    List<StreamEvent> events = new ArrayList<>();
    for (Optional<StreamEvent> event = awaitNext(); event.isPresent(); event = awaitNext()) {
      events.add(event.get());
    }
    return events;
  }

  /** Closes the connection, whether the stream has ended or not. */
  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
