package dev.sluice.extauthz.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of common headers, as shared strings, so that they are not decoded and hashed for each
 * request.
 */
final class KnownHeaderNames {
  /** The number of slots: four times the number of names, so that collisions are rare. */
  private static final int SLOTS = 256;

  static final List<String> ALL =
      List.of(
          ":authority",
          ":method",
          ":path",
          ":scheme",
          "accept",
          "accept-encoding",
          "accept-language",
          "anthropic-version",
          "authorization",
          "baggage",
          "cache-control",
          "content-length",
          "content-type",
          "cookie",
          "dpop",
          "host",
          "if-none-match",
          "last-event-id",
          "openai-organization",
          "origin",
          "pragma",
          "referer",
          "sec-ch-ua",
          "sec-ch-ua-mobile",
          "sec-ch-ua-platform",
          "sec-fetch-dest",
          "sec-fetch-mode",
          "sec-fetch-site",
          "te",
          "traceparent",
          "tracestate",
          "transfer-encoding",
          "upgrade-insecure-requests",
          "user-agent",
          "via",
          "x-api-key",
          "x-b3-parentspanid",
          "x-b3-sampled",
          "x-b3-spanid",
          "x-b3-traceid",
          "x-correlation-id",
          "x-envoy-attempt-count",
          "x-envoy-expected-rq-timeout-ms",
          "x-envoy-external-address",
          "x-forwarded-client-cert",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-model",
          "x-request-id",
          "x-stainless-arch",
          "x-stainless-lang",
          "x-stainless-os",
          "x-stainless-package-version",
          "x-stainless-retry-count",
          "x-stainless-runtime",
          "x-stainless-runtime-version",
          "x-tenant-id",
          "x-user-id");

  private static final @Nullable Known[] KNOWN = table();

  private KnownHeaderNames() {}

  private static final class Known {
    private final String name;
    private final byte[] bytes;

    private Known(String name) {
      this.name = name;
      this.bytes = name.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Finds the name at an offset of a message; returns null if it is not a known one. */
  static @Nullable String find(byte[] message, int from, int length) {
    int slot = slot(message, from, length);
    for (Known known = KNOWN[slot]; known != null; known = KNOWN[slot]) {
      byte[] bytes = known.bytes;
      if (Arrays.equals(message, from, from + length, bytes, 0, bytes.length)) {
        return known.name;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return null;
  }

  private static @Nullable Known[] table() {
    var known = new @Nullable Known[SLOTS];
    for (String name : ALL) {
      Known next = new Known(name);
      int slot = slot(next.bytes, 0, next.bytes.length);
      while (known[slot] != null) {
        slot = slot + 1 & SLOTS - 1;
      }
      known[slot] = next;
    }
    return known;
  }

  /** Returns the slot of a name, from its length and two of its characters. */
  private static int slot(byte[] message, int from, int length) {
    if (length == 0) {
      return 0;
    }
    int middle = message[from + length / 2];
    int last = message[from + length - 1];
    return 31 * (31 * length + middle) + last & SLOTS - 1;
  }
}
