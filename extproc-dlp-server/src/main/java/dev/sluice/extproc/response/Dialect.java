package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import tools.jackson.databind.json.JsonMapper;

/** The shape of an error on a route; the code is the same in all. */
public enum Dialect {
  /** The default body, and an {@code event: error} in a running event stream. */
  SLUICE {
    @Override
    public ByteString body(ErrorCode code, String correlationId) {
      return ByteString.copyFromUtf8(
          "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"correlation_id\":%s}"
              .formatted(code, code, JSON.writeValueAsString(correlationId)));
    }

    @Override
    public ByteString event(ErrorCode code) {
      return ByteString.copyFromUtf8("event: error\n" + data(code));
    }
  },
  /** What the OpenAI SDKs read and raise; their streams have no named events. */
  OPENAI {
    @Override
    public ByteString body(ErrorCode code, String correlationId) {
      return ByteString.copyFromUtf8(
          "{\"error\":{\"message\":\"%s\",\"type\":\"policy_error\",\"param\":null,\"code\":\"%s\"},\"correlation_id\":%s}"
              .formatted(code, code, JSON.writeValueAsString(correlationId)));
    }

    @Override
    public ByteString event(ErrorCode code) {
      return ByteString.copyFromUtf8(data(code));
    }
  };

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The dialect of that name; one that is not spoken here is {@link #SLUICE}. */
  public static Dialect named(String name) {
    return name.equals("openai") ? OPENAI : SLUICE;
  }

  /** The body of a refused exchange. */
  public abstract ByteString body(ErrorCode code, String correlationId);

  /** The last event of an event stream that ends in an error, its empty line included. */
  public abstract ByteString event(ErrorCode code);

  /** The last line of a stream of JSON lines that ends in an error, its line end included. */
  public ByteString line(ErrorCode code) {
    return ByteString.copyFromUtf8(document(code) + "\n");
  }

  private static String data(ErrorCode code) {
    return "data: " + document(code) + "\n\n";
  }

  private static String document(ErrorCode code) {
    return "{\"code\":\"%s\",\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"type\":\"policy_error\"}}"
        .formatted(code, code, code);
  }
}
