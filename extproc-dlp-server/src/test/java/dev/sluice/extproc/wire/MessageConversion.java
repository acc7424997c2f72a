package dev.sluice.extproc.wire;

import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A conversion between the library's messages and the views. */
public final class MessageConversion {
  private MessageConversion() {}

  public static ProcessingRequestView question(ProcessingRequest message) {
    try {
      return ProcessingRequestView.read(message.toByteString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FilterMetadata metadata(Metadata metadata) {
    return question(ProcessingRequest.newBuilder().setMetadataContext(metadata).build()).metadata();
  }

  public static AccessLogEntryView entry(HTTPAccessLogEntry entry) {
    try {
      return AccessLogEntryView.read(entry.toByteString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ProcessingResponse response(EncodedProcessingResponse answer) {
    try {
      return ProcessingResponse.parseFrom(answer.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
