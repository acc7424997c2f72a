package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.common.wire.ProtobufWriter;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The changes that inspection needs to the headers of one message, as far as they differ from what
 * these headers are: Envoy looks at each that it is told.
 */
public final class HeaderMutationBuilder {
  private static final int USUAL_SIZE = 128;

  private final UnaryOperator<String> headers;
  private @Nullable ProtobufWriter changes;

  /** Begins without any; {@code headers} gives all lines of a name, or an empty text. */
  public HeaderMutationBuilder(UnaryOperator<String> headers) {
    this.headers = headers;
  }

  /** For a request whose answer is read: it is to be in {@code codings} at most. */
  public void setAcceptEncoding(String codings) {
    put("accept-encoding", codings);
  }

  /** For a request whose answer is inspected: it is to be whole, for a range could cut a value. */
  public void removeRange() {
    remove("range");
  }

  /** For headers whose body may come out longer or shorter. */
  public void removeContentLength() {
    remove("content-length");
  }

  /** For headers whose body is decoded and coded again: sums over its bytes are wrong then. */
  public void removeDigests() {
    remove("content-digest");
    remove("content-md5");
    remove("digest");
  }

  /** For an event stream: nothing on the way may store it or hold it back. */
  public void disableStreamBuffering() {
    put("cache-control", "no-cache");
    put("x-accel-buffering", "no");
  }

  /** What Envoy is told: an encoded {@code HeaderMutation}, empty where nothing changes. */
  public ByteString build() {
    return changes == null ? ByteString.EMPTY : changes.bytes();
  }

  private void put(String name, String value) {
    if (!headers.apply(name).equals(value)) {
      ProtobufWriter out = changes();
      int option = out.begin(HeaderMutation.SET_HEADERS_FIELD_NUMBER);
      int header = out.begin(HeaderValueOption.HEADER_FIELD_NUMBER);
      out.string(HeaderValue.KEY_FIELD_NUMBER, name);
      out.string(HeaderValue.RAW_VALUE_FIELD_NUMBER, value);
      out.end(header);
      out.number(
          HeaderValueOption.APPEND_ACTION_FIELD_NUMBER,
          HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD_VALUE);
      out.end(option);
    }
  }

  private void remove(String name) {
    if (!headers.apply(name).isEmpty()) {
      changes().string(HeaderMutation.REMOVE_HEADERS_FIELD_NUMBER, name);
    }
  }

  private ProtobufWriter changes() {
    if (changes == null) {
      changes = new ProtobufWriter(USUAL_SIZE);
    }
    return changes;
  }

  static HeaderValueOption set(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .setHeader(
            HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value)))
        .build();
  }
}
