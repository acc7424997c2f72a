package dev.sluice.e2e.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An upstream that records requests and responds in chunks, optionally with trailers. */
public final class RawHttpUpstream implements AutoCloseable {

  /** A placeholder for a chunk: the response waits until {@link #resume}. */
  public static final String PAUSE = "pause";

  /**
   * A scripted response. Each character of a chunk is one byte.
   *
   * @param inOnePiece whether headers, body and trailers arrive at once, not chunk by chunk
   */
  public record ScriptedResponse(
      String type,
      String coding,
      List<String> chunks,
      Map<String, String> trailers,
      boolean inOnePiece) {
    public ScriptedResponse(
        String type, String coding, List<String> chunks, Map<String, String> trailers) {
      this(type, coding, chunks, trailers, false);
    }

    public ScriptedResponse(String type, List<String> chunks, Map<String, String> trailers) {
      this(type, "identity", chunks, trailers);
    }

    /** Returns this response, sent in one piece. */
    public ScriptedResponse asOnePiece() {
      return new ScriptedResponse(type, coding, chunks, trailers, true);
    }
  }

  private final AtomicReference<@Nullable RawHttpMessage> last = new AtomicReference<>();
  private final AtomicReference<@Nullable RawHttpReader> reading = new AtomicReference<>();
  private final Semaphore pauses = new Semaphore(0);
  private volatile Function<RawHttpMessage, ScriptedResponse> answers =
      request -> new ScriptedResponse("text/plain", List.of(), Map.of());
  private final SocketServer server = new SocketServer(this::serve);

  public int port() {
    return server.port();
  }

  /** Sends this response from now on, and clears the recorded requests. */
  public void respondWith(ScriptedResponse next) {
    respondEach(request -> next);
  }

  /** Sends a response for each request from now on, and clears the recorded requests. */
  public void respondEach(Function<RawHttpMessage, ScriptedResponse> next) {
    last.set(null);
    reading.set(null);
    answers = next;
  }

  /** Resumes a paused response. */
  public void resume() {
    pauses.release();
  }

  /** Returns the last request, complete or as far as it arrived. */
  public Optional<RawHttpMessage> lastRequest() {
    return Optional.ofNullable(last.get());
  }

  /** Returns how many bytes of the body of the latest request have arrived. */
  public int receivedBodyBytes() {
    RawHttpReader reader = reading.get();
    return reader == null ? 0 : reader.bodyBytes();
  }

  /** Returns true if no request arrived, or only the headers of one. */
  public boolean receivedOnlyHeaders() {
    return lastRequest().map(request -> request.text().isEmpty() && !request.whole()).orElse(true);
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(Socket connection) throws IOException {
    RawHttpReader reader = new RawHttpReader(connection.getInputStream());
    reading.set(reader);
    RawHttpMessage request = reader.readAll();
    last.set(request);
    ScriptedResponse now = answers.apply(request);
    OutputStream direct = connection.getOutputStream();
    OutputStream out = now.inOnePiece() ? new ByteArrayOutputStream() : direct;
    write(
        out,
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: "
            + now.type()
            + "\r\ncontent-encoding: "
            + now.coding()
            + "\r\ntransfer-encoding: chunked\r\n\r\n");
    for (String chunk : now.chunks()) {
      if (chunk.equals(PAUSE)) {
        pauses.acquireUninterruptibly();
      } else {
        write(out, RawHttpChunks.chunk(chunk));
      }
    }
    write(out, RawHttpChunks.end(now.trailers()));
    if (out instanceof ByteArrayOutputStream piece) {
      piece.writeTo(direct);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
