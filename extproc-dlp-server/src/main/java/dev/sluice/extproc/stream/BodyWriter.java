package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.Answers;
import dev.sluice.extproc.wire.Answer;
import java.util.Optional;

/** Puts the bytes of one direction into messages of its body mode. */
record BodyWriter(Direction direction, BodyMode mode) {
  /** The answer to one body message: none where nothing leaves and the mode allows silence. */
  Optional<Answer> changed(ByteString bytes, boolean last) {
    return mode == BodyMode.FULL_DUPLEX
        ? streamed(bytes, last)
        : Optional.of(Answers.replaced(direction, bytes));
  }

  /** The answer to one body message that goes on as it came. */
  Optional<Answer> unchanged(ByteString bytes, boolean last) {
    return mode == BodyMode.FULL_DUPLEX
        ? streamed(bytes, last)
        : Optional.of(Answers.unchanged(direction));
  }

  /** What is left when trailers, not a last body message, end the body. */
  Optional<Answer> beforeTrailers(ByteString bytes) {
    if (mode != BodyMode.FULL_DUPLEX && !bytes.isEmpty()) {
      throw new ProtocolException(
          "body mode " + mode + " leaves no place for held bytes before trailers");
    }
    return streamed(bytes, false);
  }

  /** An answer without bytes that ends nothing: a carrier for metadata. */
  Answer nothing() {
    return mode == BodyMode.FULL_DUPLEX
        ? Answers.streamed(direction, ByteString.EMPTY, false)
        : Answers.replaced(direction, ByteString.EMPTY);
  }

  private Optional<Answer> streamed(ByteString bytes, boolean last) {
    return bytes.isEmpty() && !last
        ? Optional.empty()
        : Optional.of(Answers.streamed(direction, bytes, last));
  }
}
