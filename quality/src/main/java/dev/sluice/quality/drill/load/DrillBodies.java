package dev.sluice.quality.drill.load;

import dev.sluice.e2e.stub.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bodies of requests of the load. */
final class DrillBodies {
  private static final int WORDS = 400;

  private DrillBodies() {}

  /** Returns a chat with this text of the user. */
  static String chat(String text, boolean stream) {
    return "{\"model\":\"m\",\"stream\":"
        + stream
        + ",\"messages\":[{\"role\":\"user\",\"content\":\""
        + text
        + "\"}]}";
  }

  /** Returns the body of a caller's request. */
  static String of(DrillCaller caller, DrillCanary canary) {
    return switch (caller) {
      case PLAIN, NO_TOKEN, LOW_ROLE -> chat("ping", false);
      case PERSONAL_ANSWER -> chat("Read me the record.", false);
      case STREAM -> chat("Read me the record.", true);
      // A body that is refused for its token has values too: none of them may reach an upstream.
      case PERSONAL_PROMPT, FORGED_TOKEN, EXPIRED_TOKEN -> chat(canary.sentence(), false);
      case SECRET_PROMPT -> chat("the key is " + canary.key(), false);
      case UPLOAD ->
          chat(
              "rain ".repeat(WORDS)
                  + canary.sentence()
                  + " "
                  + "hill ".repeat(WORDS)
                  + canary.sentence(),
              false);
    };
  }

  /** Returns the caller of a request that reached an upstream; null if it is not of the load. */
  static String callerOf(RecordedRequest request) {
    return request.header(DrillLoad.CALLER).orElse("");
  }

  /** A body that is sent in small pieces with pauses. */
  static final class SlowBody extends InputStream {
    private static final int PIECE = 512;
    private static final int PAUSE_MS = 15;

    private final byte[] bytes;
    private int at;

    SlowBody(String text) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == bytes.length) {
        return -1;
      }
      try {
        Thread.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      int count = Math.min(Math.min(PIECE, length), bytes.length - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
