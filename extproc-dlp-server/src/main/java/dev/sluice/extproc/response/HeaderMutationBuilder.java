package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.common.wire.ProtobufWriter;
import dev.sluice.extproc.model.AnsweringModel;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A builder of the header changes that inspection needs in one message. It leaves out changes
 * without effect, because Envoy processes each one.
 */
public final class HeaderMutationBuilder {
  private static final int USUAL_SIZE = 128;

  private final UnaryOperator<String> headers;
  private @Nullable ProtobufWriter changes;

  /**
   * Creates an empty builder; {@code headers} returns all values of a name as one list, or an empty
   * text.
   */
  public HeaderMutationBuilder(UnaryOperator<String> headers) {
    this.headers = headers;
  }

  /** Limits the codings of the response to {@code codings}, in a request whose response is read. */
  public void setAcceptEncoding(String codings) {
    put("accept-encoding", codings);
  }

  /**
   * Requests the whole body, in a request whose response is inspected; a range could split a value.
   */
  public void removeRange() {
    remove("range");
  }

  /** Removes Content-Length, because the length of the body may change. */
  public void removeContentLength() {
    remove("content-length");
  }

  /** Removes digests, because a body that is encoded again has other bytes. */
  public void removeDigests() {
    remove("content-digest");
    remove("content-md5");
    remove("digest");
  }

  /** Disables caching and buffering of an event stream on its way. */
  public void disableStreamBuffering() {
    put("cache-control", "no-cache");
    put("x-accel-buffering", "no");
  }

  /** Tells the client what part the response cache had. */
  public void setCacheResult(String result) {
    put("x-cache", result);
  }

  /** Names the model that answers, as its backend calls it. */
  public void setModel(String model) {
    put("x-llm-model", model);
  }

  /** Removes the gateway's own header that names the model of an attempt. */
  public void removeModelAnswer() {
    remove(AnsweringModel.HEADER);
  }

  /** Returns an encoded {@code HeaderMutation}; empty without changes. */
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
