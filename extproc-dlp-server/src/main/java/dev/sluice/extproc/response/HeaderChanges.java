package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;

/** The header changes that inspection needs. */
public final class HeaderChanges {
  /** Nothing changes. */
  public static final HeaderMutation NONE = HeaderMutation.getDefaultInstance();

  private HeaderChanges() {}

  /**
   * For a request whose exchange is inspected: the upstream is asked for an answer that can be read
   * and is whole (a range could cut a value in two answers).
   */
  public static HeaderMutation inspectedExchange(String codings) {
    return readableAnswer(codings).toBuilder().addRemoveHeaders("range").build();
  }

  /** For a request whose answer is read: it is to be in {@code codings} at most. */
  public static HeaderMutation readableAnswer(String codings) {
    return HeaderMutation.newBuilder().addSetHeaders(set("accept-encoding", codings)).build();
  }

  /** For headers whose body may come out longer or shorter. */
  public static HeaderMutation withBodyChanged(HeaderMutation changes) {
    return changes.toBuilder().addRemoveHeaders("content-length").build();
  }

  /** For headers whose body is decoded and coded again: sums over its bytes are wrong then. */
  public static HeaderMutation withBodyRecoded(HeaderMutation changes) {
    return changes.toBuilder()
        .addRemoveHeaders("content-digest")
        .addRemoveHeaders("content-md5")
        .addRemoveHeaders("digest")
        .build();
  }

  /** For an event stream: nothing on the way may store it or hold it back. */
  public static HeaderMutation withEventStream(HeaderMutation changes) {
    return changes.toBuilder()
        .addSetHeaders(set("cache-control", "no-cache"))
        .addSetHeaders(set("x-accel-buffering", "no"))
        .build();
  }

  static HeaderValueOption set(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .setHeader(
            HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value)))
        .build();
  }
}
