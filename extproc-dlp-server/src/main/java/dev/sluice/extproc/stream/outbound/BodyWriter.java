package dev.sluice.extproc.stream.outbound;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;

/**
 * A writer of one direction's bytes as messages of its body mode.
 *
 * @param copy receives all bytes that leave
 */
public record BodyWriter(BodyDirection direction, BodyMode mode, BodyCopy copy) {
  /**
   * Returns the answer to one body message; empty if no byte leaves and the mode does not need an
   * answer.
   */
  public Optional<EncodedProcessingResponse> changed(ByteString bytes, boolean last) {
    copy.add(bytes, last);
    return mode == BodyMode.FULL_DUPLEX
        ? streamed(bytes, last)
        : Optional.of(ProcessingResponses.replacedBody(direction, bytes));
  }

  /** Returns the answer to one body message that passes unchanged. */
  public Optional<EncodedProcessingResponse> unchanged(ByteString bytes, boolean last) {
    copy.add(bytes, last);
    return mode == BodyMode.FULL_DUPLEX
        ? streamed(bytes, last)
        : Optional.of(ProcessingResponses.unchangedBody(direction));
  }

  /** Returns the answer that sends the last bytes of a body that trailers end. */
  public Optional<EncodedProcessingResponse> beforeTrailers(ByteString bytes) {
    if (mode != BodyMode.FULL_DUPLEX && !bytes.isEmpty()) {
      throw new UnsupportedEnvoyConfigException(
          "body mode "
              + mode
              + " cannot send held bytes before trailers; use FULL_DUPLEX_STREAMED");
    }
    copy.add(bytes, false);
    return streamed(bytes, false);
  }

  /** Returns an answer without bytes that does not end the body; it carries metadata. */
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
