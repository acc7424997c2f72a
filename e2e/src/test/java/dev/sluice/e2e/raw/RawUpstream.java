package dev.sluice.e2e.raw;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An upstream that keeps what reaches it, and answers in chunks, with trailers if wanted. */
public final class RawUpstream implements AutoCloseable {

  /** In the place of a chunk, has the answer wait until {@link #goOn}. */
  public static final String PAUSE = "pause";

  /** What it says to everyone; each character of a chunk is one byte. */
  public record Answer(
      String type, String coding, List<String> chunks, Map<String, String> trailers) {
    public Answer(String type, List<String> chunks, Map<String, String> trailers) {
      this(type, "identity", chunks, trailers);
    }
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable RawMessage> last = new AtomicReference<>();
  private final Semaphore pauses = new Semaphore(0);
  private volatile Function<RawMessage, Answer> answers =
      request -> new Answer("text/plain", List.of(), Map.of());

  public RawUpstream() {
    try {
      socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Answers so from now on, and forgets what came. */
  public void answer(Answer next) {
    answerEach(request -> next);
  }

  /** Answers each request in its own way from now on, and forgets what came. */
  public void answerEach(Function<RawMessage, Answer> next) {
    last.set(null);
    answers = next;
  }

  /** Ends a pause. */
  public void goOn() {
    pauses.release();
  }

  /** The last request of which all came, or as much as came. */
  public Optional<RawMessage> seen() {
    return Optional.ofNullable(last.get());
  }

  /** Whether a request reached it without any byte of its body and without its end, or none did. */
  public boolean sawHeadersAtMost() {
    return seen().map(request -> request.text().isEmpty() && !request.whole()).orElse(true);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      RawMessage request = new RawReader(connection.getInputStream()).rest();
      last.set(request);
      Answer now = answers.apply(request);
      OutputStream out = connection.getOutputStream();
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
          write(out, RawWriter.chunk(chunk));
        }
      }
      write(out, RawWriter.end(now.trailers()));
    } catch (IOException e) {
      // The caller went away, as tests make it do.
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
