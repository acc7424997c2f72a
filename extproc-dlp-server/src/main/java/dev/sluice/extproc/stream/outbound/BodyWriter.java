package dev.sluice.extproc.stream.outbound;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;

/** Puts the bytes of one direction into messages of its body mode. */
public record BodyWriter(BodyDirection direction, BodyMode mode) {
  /** The answer to one body message: none where nothing leaves and the mode allows silence. */
  public Optional<EncodedProcessingResponse> changed(ByteString bytes, boolean last) {
    return mode == BodyMode.FULL_DUPLEX
        ? streamed(bytes, last)
        : Optional.of(ProcessingResponses.replacedBody(direction, bytes));
  }

  /** The answer to one body message that goes on as it came. */
  public Optional<EncodedProcessingResponse> unchanged(ByteString bytes, boolean last) {
    return mode == BodyMode.FULL_DUPLEX
        ? streamed(bytes, last)
        : Optional.of(ProcessingResponses.unchangedBody(direction));
  }

  /** What is left when trailers, not a last body message, end the body. */
  public Optional<EncodedProcessingResponse> beforeTrailers(ByteString bytes) {
    if (mode != BodyMode.FULL_DUPLEX && !bytes.isEmpty()) {
      throw new UnsupportedEnvoyConfigException(
          "body mode " + mode + " leaves no place for held bytes before trailers");
    }
    return streamed(bytes, false);
  }

  /** An answer without bytes that ends nothing: a carrier for metadata. */
  EncodedProcessingResponse emptyBody() {
    return mode == BodyMode.FULL_DUPLEX
        ? ProcessingResponses.streamedBody(direction, ByteString.EMPTY, false)
        : ProcessingResponses.replacedBody(direction, ByteString.EMPTY);
  }

  private Optional<EncodedProcessingResponse> streamed(ByteString bytes, boolean last) {
    return bytes.isEmpty() && !last
        ? Optional.empty()
        : Optional.of(ProcessingResponses.streamedBody(direction, bytes, last));
  }
}
